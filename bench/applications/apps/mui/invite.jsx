import {
  Autocomplete, Button, Checkbox, Dialog, DialogActions, DialogContent, DialogTitle, FormControl, FormControlLabel, FormGroup,
  FormLabel, IconButton, InputLabel, MenuItem, Radio, RadioGroup, Select, Slider, Stack, Switch, TextField, Typography,
} from "@mui/material";
import { DatePicker } from "@mui/x-date-pickers/DatePicker";
import CloseIcon from "@mui/icons-material/Close";

const COUNTRIES = ["Ghana", "Norway", "Peru", "Portugal"];

function Role() {
  return (
    <FormControl fullWidth>
      <InputLabel id="role-label">{IS_NEW ? "Role in the team" : "Role"}</InputLabel>
      <Select labelId="role-label" label={IS_NEW ? "Role in the team" : "Role"} defaultValue="Viewer">
        {["Admin", "Editor", "Viewer"].map((role) => <MenuItem key={role} value={role}>{role}</MenuItem>)}
      </Select>
    </FormControl>
  );
}

function Hours() {
  return (
    <div>
      <Typography id="hours">{IS_NEW ? "Hours a week" : "Weekly hours"}</Typography>
      <Slider aria-labelledby="hours" defaultValue={32} max={40} />
    </div>
  );
}

function Budget() {
  return (
    <div>
      <Typography>Budget</Typography>
      <Slider defaultValue={20} />
    </div>
  );
}

function Contract() {
  return (
    <FormControl>
      <FormLabel id="contract">Contract</FormLabel>
      <RadioGroup aria-labelledby="contract" defaultValue="full" row>
        <FormControlLabel value="full" control={<Radio />} label="Full time" />
        <FormControlLabel value="part" control={<Radio />} label="Part time" />
        {!IS_NEW && <FormControlLabel value="free" control={<Radio />} label="Freelance" />}
      </RadioGroup>
    </FormControl>
  );
}

function Rights() {
  return (
    <FormGroup>
      <FormControlLabel control={<Checkbox />} label="Can invite others" />
      {!IS_NEW && <FormControlLabel control={<Checkbox />} label="Can see salaries" />}
      <FormControlLabel control={<Switch defaultChecked />} label={IS_NEW ? "Send a welcome mail" : "Send welcome mail"} />
      <FormControlLabel control={<Switch />} label={IS_NEW ? "Require two-factor sign-in" : "Require two-factor"} />
    </FormGroup>
  );
}

export function InviteDialog({ open, onClose }) {
  const start = <DatePicker label={IS_NEW ? "Starts on" : "Start date"} />;
  const country = <Autocomplete options={COUNTRIES} renderInput={(given) => <TextField {...given} label="Country" />} />;
  return (
    <Dialog open={open} onClose={onClose} fullWidth>
      <DialogTitle>
        {IS_NEW ? "Invite people" : "Invite person"}
        {!IS_NEW && <IconButton onClick={onClose}><CloseIcon /></IconButton>}
      </DialogTitle>
      <DialogContent>
        <Stack spacing={2} sx={{ mt: 1 }}>
          {!IS_NEW && <TextField label="Full name" />}
          {IS_NEW && <Stack direction="row" spacing={2}><TextField label="First name" /><TextField label="Last name" /></Stack>}
          <TextField label={IS_NEW ? "Email address" : "Email"} type="email" required />
          {!IS_NEW && <TextField label="Phone" />}
          {IS_NEW ? [country, start].map((part, at) => <div key={at}>{part}</div>) : null}
          <Role />
          {!IS_NEW && country}
          {!IS_NEW && start}
          {!IS_NEW && <DatePicker label="End date" />}
          <Contract />
          <Hours />
          {!IS_NEW && <Budget />}
          <Rights />
          <TextField label={IS_NEW ? "Message (optional)" : "Message"} multiline minRows={2} />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        {!IS_NEW && <Button>Save draft</Button>}
        <Button variant="contained">{IS_NEW ? "Send invitation" : "Send invite"}</Button>
      </DialogActions>
    </Dialog>
  );
}
