import { Avatar, Badge, Button, Dropdown, Input, Layout, Menu } from "antd";
import { BellOutlined, CalendarOutlined, HomeOutlined, QuestionCircleOutlined, SettingOutlined, TeamOutlined } from "@ant-design/icons";

const ENTRIES = IS_NEW
  ? [
      { key: "home", icon: <HomeOutlined />, label: "Overview" },
      { key: "rooms", icon: <CalendarOutlined />, label: "Rooms", children: [{ key: "all", label: "All rooms" }, { key: "labs", label: "Laboratories" }, { key: "plan", label: "Floor plan" }] },
      { key: "guests", icon: <TeamOutlined />, label: "Guests" },
      { key: "settings", icon: <SettingOutlined />, label: "Preferences" },
    ]
  : [
      { key: "home", icon: <HomeOutlined />, label: "Home" },
      { key: "guests", icon: <TeamOutlined />, label: "Guests" },
      { key: "rooms", icon: <CalendarOutlined />, label: "Rooms", children: [{ key: "all", label: "All rooms" }, { key: "labs", label: "Labs" }, { key: "cellar", label: "Cellar" }] },
      { key: "reports", label: "Reports" },
      { key: "settings", icon: <SettingOutlined />, label: "Settings" },
    ];

export const Side = () => <Menu mode="inline" items={ENTRIES} defaultOpenKeys={["rooms"]} defaultSelectedKeys={["all"]} />;

const ACCOUNT = (IS_NEW ? ["My bookings", "Language and region", "Sign out"] : ["My bookings", "Language", "Switch account", "Sign out"]).map((label) => ({ key: label, label }));

export function Top() {
  return (
    <Layout.Header style={{ background: "#fff", display: "flex", gap: 12, alignItems: "center" }}>
      <Input.Search placeholder={IS_NEW ? "Search rooms or guests" : "Search rooms"} style={{ width: 240 }} />
      <Badge count={IS_NEW ? 7 : 3}><Button shape="circle" icon={<BellOutlined />} /></Badge>
      {!IS_NEW && <Button shape="circle" icon={<QuestionCircleOutlined />} />}
      <Dropdown menu={{ items: ACCOUNT }} trigger={["click"]}><a href="#account"><Avatar>LM</Avatar> Lena Moor</a></Dropdown>
    </Layout.Header>
  );
}
