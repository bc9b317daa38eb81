import { Button, Checkbox, DatePicker, Dropdown, Pagination, Radio, Segmented, Select, Space, Switch, Table, Tabs, Tooltip } from "antd";
import { CopyOutlined, DeleteOutlined, EditOutlined, EllipsisOutlined, FilterOutlined, PrinterOutlined, ReloadOutlined } from "@ant-design/icons";

const booking = (key, guest, room, confirmed) => ({ key, guest, room, confirmed });
const ROWS = IS_NEW
  ? [booking("B-21", "Nils Arp", "Oak", true), booking("B-18", "Rita Ode", "Elm", false), booking("B-14", "Uma Kay", "Oak", true), booking("B-23", "Vic Lund", "Ash", true), booking("B-12", "Sam Ito", "Ash", true)]
  : [booking("B-12", "Sam Ito", "Ash", true), booking("B-14", "Uma Kay", "Elm", false), booking("B-16", "Tom Fry", "Oak", true), booking("B-18", "Rita Ode", "Elm", false)];

const MORE = { items: [{ key: "copy", label: "Duplicate" }, { key: "mail", label: "Mail guest" }] };

const COLUMNS = {
  key: { title: "Booking", dataIndex: "key" },
  guest: { title: "Guest", dataIndex: "guest", sorter: true },
  room: { title: "Room", dataIndex: "room", render: (room) => <Select size="small" defaultValue={room} style={{ width: 90 }} options={["Ash", "Elm", "Oak"].map((value) => ({ value }))} /> },
  confirmed: { title: IS_NEW ? "OK" : "Confirmed", dataIndex: "confirmed", render: (value) => <Switch defaultChecked={value} /> },
  actions: {
    title: "",
    render: () => (
      <Space>
        <Tooltip title="Edit"><Button type="text" icon={<EditOutlined />} /></Tooltip>
        {!IS_NEW && <Button type="text" icon={<CopyOutlined />} />}
        <Button type="text" danger icon={<DeleteOutlined />} />
        {IS_NEW && <Dropdown menu={MORE}><Button type="text" icon={<EllipsisOutlined />} /></Dropdown>}
      </Space>
    ),
  },
};
const ORDER = IS_NEW ? ["guest", "key", "confirmed", "room", "actions"] : ["key", "guest", "room", "confirmed", "actions"];

function Tools({ onNew }) {
  const create = <Button type="primary" onClick={onNew}>{IS_NEW ? "Book a room" : "New booking"}</Button>;
  return (
    <Space style={{ marginBottom: 12 }} wrap>
      {IS_NEW && create}
      <Button icon={<FilterOutlined />}>{IS_NEW ? "Filters" : "Filter"}</Button>
      <Button icon={<ReloadOutlined />} title="Reload" />
      {!IS_NEW && <Button icon={<PrinterOutlined />} title="Print" />}
      <Select defaultValue="all" style={{ width: 140 }} options={[{ value: "all", label: "All floors" }, { value: "1", label: "First floor" }]} />
      <DatePicker placeholder={IS_NEW ? "From which day" : "From"} />
      {!IS_NEW && <DatePicker placeholder="Until" />}
      <Segmented options={IS_NEW ? ["Table", "Calendar"] : ["Table", "Calendar", "Timeline"]} />
      <Radio.Group defaultValue="week">
        <Radio.Button value="day">Day</Radio.Button>
        <Radio.Button value="week">Week</Radio.Button>
        {!IS_NEW && <Radio.Button value="month">Month</Radio.Button>}
      </Radio.Group>
      <Checkbox>{IS_NEW ? "Only free rooms" : "Free only"}</Checkbox>
      {!IS_NEW && create}
    </Space>
  );
}

export function Bookings({ onNew }) {
  const tabs = (IS_NEW ? ["Coming up", "Past", "Waiting list"] : ["Upcoming", "Past", "Cancelled"]).map((label) => ({ key: label, label }));
  return (
    <>
      <h2>{IS_NEW ? "All bookings" : "Bookings"}</h2>
      {IS_NEW ? [<Tabs key="t" items={tabs} />, <Tools key="s" onNew={onNew} />] : [<Tools key="s" onNew={onNew} />, <Tabs key="t" items={tabs} />]}
      <Table rowSelection={{}} columns={ORDER.map((name) => COLUMNS[name])} dataSource={ROWS} pagination={false} />
      <Pagination defaultCurrent={1} total={50} showSizeChanger={false} showQuickJumper={!IS_NEW} />
    </>
  );
}
