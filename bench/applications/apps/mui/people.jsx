import { Box, Button, IconButton, Menu, MenuItem, Select, Switch, Toolbar, Tooltip } from "@mui/material";
import { useState } from "react";
import { DataGrid } from "@mui/x-data-grid";
import EditIcon from "@mui/icons-material/Edit";
import DeleteIcon from "@mui/icons-material/Delete";
import MoreIcon from "@mui/icons-material/MoreVert";
import FilterIcon from "@mui/icons-material/FilterList";
import RefreshIcon from "@mui/icons-material/Refresh";
import DownloadIcon from "@mui/icons-material/Download";
import ColumnsIcon from "@mui/icons-material/ViewColumn";
import PrintIcon from "@mui/icons-material/Print";

const OLD_ROWS = [
  ["Ada Brandt", "Editor", true], ["Bela Novak", "Viewer", true], ["Carl Osei", "Admin", false],
  ["Dina Petrov", "Viewer", true], ["Emil Quist", "Editor", true], ["Fay Rossi", "Viewer", false],
  ["Gus Silva", "Editor", true], ["Hana Tal", "Viewer", true],
];
const NEW_ROWS = [
  ["Ivo Urban", "Viewer", true], ["Hana Tal", "Editor", true], ["Gus Silva", "Editor", true],
  ["Dina Petrov", "Viewer", true], ["Jo Vance", "Admin", true], ["Carl Osei", "Admin", false],
  ["Bela Novak", "Viewer", true], ["Kim Weiss", "Viewer", false], ["Ada Brandt", "Editor", true],
];

const ROWS = (IS_NEW ? NEW_ROWS : OLD_ROWS).map(([name, role, active]) => ({
  id: 7000 + name.charCodeAt(0), name, email: `${name.split(" ")[0].toLowerCase()}@crew.example`, role, active,
}));

const COLUMNS = {
  name: { field: "name", headerName: "Name", width: 140 },
  email: { field: "email", headerName: IS_NEW ? "Mail" : "Email", width: 180 },
  role: {
    field: "role", headerName: "Role", width: 130,
    renderCell: ({ value }) => (
      <Select size="small" defaultValue={value} variant="standard">
        {["Admin", "Editor", "Viewer"].map((role) => <MenuItem key={role} value={role}>{role}</MenuItem>)}
      </Select>
    ),
  },
  active: { field: "active", headerName: "Active", width: 90, renderCell: ({ value }) => <Switch defaultChecked={value} /> },
  actions: {
    field: "actions", headerName: "", width: 130, sortable: false,
    renderCell: () => (
      <>
        <IconButton size="small" aria-label="Edit"><EditIcon /></IconButton>
        <IconButton size="small"><DeleteIcon /></IconButton>
        {IS_NEW && <IconButton size="small" aria-label="More"><MoreIcon /></IconButton>}
      </>
    ),
  },
};

const ORDER = IS_NEW ? ["active", "name", "role", "email", "actions"] : ["name", "email", "role", "active", "actions"];

export function PeopleGrid() {
  return (
    <Box sx={{ height: 520 }}>
      <DataGrid rows={ROWS} columns={ORDER.map((field) => COLUMNS[field])} checkboxSelection disableRowSelectionOnClick
        disableVirtualization initialState={{ pagination: { paginationModel: { pageSize: 10 } } }}
        pageSizeOptions={[10, 25]} />
    </Box>
  );
}

function Tool({ title, children, onClick }) {
  return <Tooltip title={title}><IconButton onClick={onClick}>{children}</IconButton></Tooltip>;
}

export function PeopleToolbar({ onInvite }) {
  const [more, setMore] = useState(null);
  if (!IS_NEW) {
    return (
      <Toolbar disableGutters>
        <h1 style={{ flex: 1 }}>People</h1>
        <Tool title="Filter"><FilterIcon /></Tool>
        <Tool title="Refresh"><RefreshIcon /></Tool>
        <Tool title="Export"><DownloadIcon /></Tool>
        <IconButton><ColumnsIcon /></IconButton>
        <IconButton><PrintIcon /></IconButton>
        <Button variant="contained" onClick={onInvite}>Invite person</Button>
      </Toolbar>
    );
  }
  return (
    <Box sx={{ display: "flex" }}>
      <Button variant="contained" onClick={onInvite}>Invite people</Button>
      <Tool title="Filters"><FilterIcon /></Tool>
      <Tool title="Columns"><ColumnsIcon /></Tool>
      <Tool title="More actions" onClick={(event) => setMore(event.currentTarget)}><MoreIcon /></Tool>
      <Menu anchorEl={more} open={Boolean(more)} onClose={() => setMore(null)}>
        <MenuItem>Export</MenuItem>
        <MenuItem>Import</MenuItem>
      </Menu>
    </Box>
  );
}
