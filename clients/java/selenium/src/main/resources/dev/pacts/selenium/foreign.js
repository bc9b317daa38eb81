// Frames the capture script can't enter, and those that hold such:
// each with whether it is one itself, and what it is called.
() => {
  const frames = (document) => [...document.querySelectorAll('iframe, frame')];
  const inner = (frame) => { try { return frame.contentDocument; } catch { return null; } };
  const leads = (frame) => !inner(frame) || frames(inner(frame)).some(leads);
  const told = (frame) => [frame, !inner(frame), frame.name || frame.id];
  return frames(document).filter(leads).map(told);
}
