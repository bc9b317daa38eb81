import { createRoot } from "react-dom/client";
import { useState } from "react";
import { ConfigProvider, Layout } from "antd";
import { Side, Top } from "./frame.jsx";
import { Bookings } from "./bookings.jsx";
import { BookingForm } from "./form.jsx";

function Rooms() {
  const [open, setOpen] = useState(false);
  return (
    <ConfigProvider>
      <Layout>
        <Layout.Sider theme="light" width={200}><Side /></Layout.Sider>
        <Layout>
          <Top />
          <Layout.Content style={{ padding: 16 }}><Bookings onNew={() => setOpen(true)} /></Layout.Content>
        </Layout>
      </Layout>
      <BookingForm open={open} onClose={() => setOpen(false)} />
    </ConfigProvider>
  );
}

createRoot(document.getElementById("root")).render(<Rooms />);
