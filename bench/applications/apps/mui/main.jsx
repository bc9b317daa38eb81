import { createRoot } from "react-dom/client";
import { useState } from "react";
import { Box, CssBaseline, Tab, Tabs } from "@mui/material";
import { LocalizationProvider } from "@mui/x-date-pickers/LocalizationProvider";
import { AdapterDayjs } from "@mui/x-date-pickers/AdapterDayjs";
import { Head, Navigation } from "./frame.jsx";
import { PeopleGrid, PeopleToolbar } from "./people.jsx";
import { InviteDialog } from "./invite.jsx";
import { Settings } from "./settings.jsx";

function People() {
  const [tab, setTab] = useState(0);
  const [inviting, setInviting] = useState(false);
  const tabs = (
    <Tabs value={tab} onChange={(_, value) => setTab(value)} aria-label="Membership">
      <Tab label={IS_NEW ? "Active (9)" : "Active"} />
      <Tab label="Invited" />
      {!IS_NEW && <Tab label="Archived" />}
    </Tabs>
  );
  const tools = <PeopleToolbar onInvite={() => setInviting(true)} />;
  return (
    <>
      {IS_NEW ? (
        <Box sx={{ display: "flex", justifyContent: "space-between" }}>
          {tabs}
          {tools}
        </Box>
      ) : (
        <>
          {tools}
          {tabs}
        </>
      )}
      {tab === 0 ? <PeopleGrid /> : <p>Nobody here.</p>}
      <InviteDialog open={inviting} onClose={() => setInviting(false)} />
    </>
  );
}

function Crew() {
  const [page, setPage] = useState("people");
  return (
    <LocalizationProvider dateAdapter={AdapterDayjs}>
      <CssBaseline />
      <Head />
      <Box sx={{ display: "flex", mt: 8 }}>
        <Navigation onGo={setPage} />
        <Box component="main" sx={{ flex: 1, p: 2, minWidth: 0 }}>
          {page === "settings" ? <Settings /> : <People />}
        </Box>
      </Box>
    </LocalizationProvider>
  );
}

createRoot(document.getElementById("root")).render(<Crew />);
