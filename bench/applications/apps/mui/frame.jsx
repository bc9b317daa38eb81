import { useState } from "react";
import {
  AppBar, Avatar, Badge, Collapse, Divider, IconButton, InputBase, List, ListItem, ListItemButton, ListItemIcon,
  ListItemText, ListSubheader, Menu, MenuItem, Toolbar, Tooltip, Typography,
} from "@mui/material";
import MenuIcon from "@mui/icons-material/Menu";
import SearchIcon from "@mui/icons-material/Search";
import BellIcon from "@mui/icons-material/Notifications";
import HelpIcon from "@mui/icons-material/HelpOutline";
import PeopleIcon from "@mui/icons-material/People";
import PaidIcon from "@mui/icons-material/Paid";
import SettingsIcon from "@mui/icons-material/Settings";
import ChartIcon from "@mui/icons-material/BarChart";
import FolderIcon from "@mui/icons-material/Folder";
import ArrowRight from "@mui/icons-material/ArrowRight";

export function Head() {
  return (
    <AppBar position="fixed">
      <Toolbar>
        <IconButton color="inherit" edge="start"><MenuIcon /></IconButton>
        <Typography variant="h6" sx={{ flexGrow: 1 }}>{IS_NEW ? "Crew 2" : "Crew"}</Typography>
        <SearchIcon />
        <InputBase placeholder={IS_NEW ? "Search people and teams…" : "Search people"} sx={{ color: "inherit" }} />
        <IconButton color="inherit" aria-label={IS_NEW ? "5 unread notifications" : "2 unread notifications"}>
          <Badge badgeContent={IS_NEW ? 5 : 2} color="error"><BellIcon /></Badge>
        </IconButton>
        {!IS_NEW && <Tooltip title="Help"><IconButton color="inherit"><HelpIcon /></IconButton></Tooltip>}
        <Account />
      </Toolbar>
    </AppBar>
  );
}

function Account() {
  const [anchor, setAnchor] = useState(null);
  const [theme, setTheme] = useState(null);
  return (
    <>
      <IconButton aria-label="Account" aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
        <Avatar>MR</Avatar>
      </IconButton>
      <Menu anchorEl={anchor} open={Boolean(anchor)} onClose={() => setAnchor(null)}>
        <MenuItem>{IS_NEW ? "Your profile" : "Profile"}</MenuItem>
        <MenuItem>{IS_NEW ? "Plan & billing" : "Billing"}</MenuItem>
        {IS_NEW && <MenuItem>Keyboard shortcuts</MenuItem>}
        {!IS_NEW && <MenuItem>Invite a friend</MenuItem>}
        <MenuItem aria-haspopup="menu" onClick={(event) => setTheme(event.currentTarget)}>
          <ListItemText>Appearance</ListItemText><ArrowRight />
        </MenuItem>
        <Divider />
        <MenuItem>{IS_NEW ? "Log out" : "Sign out"}</MenuItem>
      </Menu>
      <Menu anchorEl={theme} open={Boolean(theme)} onClose={() => setTheme(null)} autoFocus={false}
        anchorOrigin={{ vertical: "top", horizontal: "left" }} transformOrigin={{ vertical: "top", horizontal: "right" }}>
        <MenuItem selected>Light</MenuItem>
        <MenuItem>Dark</MenuItem>
        <MenuItem>{IS_NEW ? "Follow system" : "System"}</MenuItem>
        {!IS_NEW && <MenuItem>High contrast</MenuItem>}
      </Menu>
    </>
  );
}

function Entry({ icon, text, onClick }) {
  const button = (
    <ListItemButton onClick={onClick}>
      <ListItemIcon>{icon}</ListItemIcon><ListItemText primary={text} />
    </ListItemButton>
  );
  return IS_NEW ? <ListItem disablePadding>{button}</ListItem> : button;
}

export function Navigation({ onGo }) {
  const [open, setOpen] = useState(true);
  return (
    <List component="nav" sx={{ width: 220 }} subheader={IS_NEW ? undefined : <ListSubheader component="div">Workspace</ListSubheader>}>
      <Entry icon={<ChartIcon />} text={IS_NEW ? "Overview" : "Dashboard"} />
      <Entry icon={<PeopleIcon />} text="People" onClick={() => onGo("people")} />
      {!IS_NEW && <Entry icon={<PaidIcon />} text="Invoices" />}
      <Entry icon={<FolderIcon />} text="Teams" onClick={() => setOpen(!open)} />
      <Collapse in={open}>
        <List disablePadding sx={{ pl: 3 }}>
          {(IS_NEW ? ["Design", "Field work", "Research"] : ["Design", "Research", "Logistics"]).map((team) => (
            <ListItemButton key={team}><ListItemText primary={team} /></ListItemButton>
          ))}
        </List>
      </Collapse>
      <Entry icon={<SettingsIcon />} text="Settings" onClick={() => onGo("settings")} />
    </List>
  );
}
