import { Button, Checkbox, DatePicker, Form, Input, InputNumber, Modal, Radio, Rate, Select, Slider, Switch, TimePicker, Upload } from "antd";
import { UploadOutlined } from "@ant-design/icons";

const ROOMS = ["Ash", "Elm", "Oak"].map((value) => ({ value }));
const item = (label, name, control, more = {}) => <Form.Item key={name} label={label} name={name} {...more}>{control}</Form.Item>;

function parts() {
  const guest = item(IS_NEW ? "Name of guest" : "Guest", "guest", <Input />, { rules: [{ required: true }] });
  const room = item("Room", "room", <Select options={ROOMS} placeholder="Choose a room" />);
  const day = item(IS_NEW ? "Day" : "Date", "day", <DatePicker />);
  const time = item(IS_NEW ? "Start time" : "From", "time", <TimePicker />);
  const seats = item("Seats", "seats", <InputNumber min={1} />);
  const light = item(IS_NEW ? "Brightness of light" : "Brightness", "light", <Slider />);
  const beamer = item("Projector", "beamer", <Switch />, { valuePropName: "checked" });
  const note = item(IS_NEW ? "Notes (optional)" : "Notes", "note", <Input.TextArea />);
  const seating = item("Seating", "seating", (
    <Radio.Group>
      <Radio value="rows">Rows</Radio>
      <Radio value="circle">Circle</Radio>
      {!IS_NEW && <Radio value="board">Boardroom</Radio>}
    </Radio.Group>
  ));
  if (IS_NEW) return [room, day, time, guest, seats, seating, beamer, light, note];
  return [
    guest, room, day, time, item("Until", "until", <TimePicker />), seats, item("Cost centre", "cost", <Input />), seating, light, beamer,
    item("Coffee", "coffee", <Switch />, { valuePropName: "checked" }), item("Rating", "rating", <Rate />), note,
  ];
}

export function BookingForm({ open, onClose }) {
  const footer = [
    <Button key="c" onClick={onClose}>{IS_NEW ? "Discard" : "Cancel"}</Button>,
    !IS_NEW && <Button key="d">Save draft</Button>,
    <Button key="o" type="primary">{IS_NEW ? "Book now" : "Book"}</Button>,
  ];
  return (
    <Modal open={open} onCancel={onClose} title={IS_NEW ? "Book a room" : "New booking"} footer={footer}>
      <Form layout={IS_NEW ? "vertical" : "horizontal"} labelCol={IS_NEW ? undefined : { span: 6 }}>
        {parts()}
        <Form.Item><Checkbox>{IS_NEW ? "Repeat each week" : "Repeat weekly"}</Checkbox></Form.Item>
        {!IS_NEW && <Upload><Button icon={<UploadOutlined />}>Attach agenda</Button></Upload>}
      </Form>
    </Modal>
  );
}
