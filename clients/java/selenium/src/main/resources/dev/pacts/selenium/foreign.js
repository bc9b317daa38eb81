// The frames whose document the capture script cannot enter.
function () {
  return [...document.querySelectorAll('iframe, frame')].filter((frame) => {
    try { return !frame.contentDocument; } catch { return true; }
  });
}
