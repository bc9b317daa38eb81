import {
  Accordion, AccordionDetails, AccordionSummary, Box, Button, Chip, Pagination, Rating, Slider, Switch, TextField, ToggleButton,
  ToggleButtonGroup, Typography,
} from "@mui/material";
import ExpandIcon from "@mui/icons-material/ExpandMore";
import LeftIcon from "@mui/icons-material/FormatAlignLeft";
import CenterIcon from "@mui/icons-material/FormatAlignCenter";
import RightIcon from "@mui/icons-material/FormatAlignRight";
import VolumeDown from "@mui/icons-material/VolumeDown";
import VolumeUp from "@mui/icons-material/VolumeUp";

function Line({ text, children }) {
  return (
    <Box sx={{ display: "flex", alignItems: "center", gap: 2 }}>
      <Typography sx={{ width: 220 }}>{text}</Typography>
      {children}
    </Box>
  );
}

function Section({ title, children }) {
  return (
    <Accordion defaultExpanded>
      <AccordionSummary expandIcon={<ExpandIcon />}>{title}</AccordionSummary>
      <AccordionDetails>{children}</AccordionDetails>
    </Accordion>
  );
}

function Notifications() {
  return (
    <Section title="Notifications">
      <Line text={IS_NEW ? "Weekly summary" : "Weekly digest"}><Switch /></Line>
      <Line text="Mentions"><Switch defaultChecked /></Line>
      {!IS_NEW && <Line text="Birthdays"><Switch /></Line>}
      <Line text="Sound volume"><VolumeDown /><Slider defaultValue={30} sx={{ width: 200 }} /><VolumeUp /></Line>
    </Section>
  );
}

function Layout() {
  return (
    <Section title={IS_NEW ? "Look and layout" : "Layout"}>
      <ToggleButtonGroup exclusive value="left">
        <ToggleButton value="left"><LeftIcon /></ToggleButton>
        <ToggleButton value="center"><CenterIcon /></ToggleButton>
        {!IS_NEW && <ToggleButton value="right"><RightIcon /></ToggleButton>}
      </ToggleButtonGroup>
      <Line text="Rows on a page"><TextField size="small" type="number" defaultValue={10} /></Line>
      <Line text="Rate this layout"><Rating defaultValue={3} name="layout" /></Line>
    </Section>
  );
}

function Labels() {
  const labels = IS_NEW ? ["contractor", "night shift", "remote"] : ["remote", "intern", "contractor"];
  return (
    <Section title="Labels">
      {labels.map((label) => <Chip key={label} label={label} onDelete={() => {}} />)}
      <TextField size="small" placeholder="New label" />
      <Button>{IS_NEW ? "Add label" : "Add"}</Button>
      <Pagination count={5} />
    </Section>
  );
}

export function Settings() {
  return (
    <>
      <h1>{IS_NEW ? "Workspace settings" : "Settings"}</h1>
      {IS_NEW ? [<Labels key="a" />, <Notifications key="b" />, <Layout key="c" />] : [<Notifications key="b" />, <Layout key="c" />, <Labels key="a" />]}
      <Box sx={{ mt: 2 }}>
        {!IS_NEW && <Button color="error">Delete workspace</Button>}
        <Button variant="contained">{IS_NEW ? "Save changes" : "Save"}</Button>
      </Box>
    </>
  );
}
