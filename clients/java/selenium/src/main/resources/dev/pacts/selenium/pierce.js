// Finds what a CSS selector means where elements may be in open shadow roots: a part of it that is
// left of a space may match an element outside of the root.
function (selector) {
  const roots = [];
  const enter = (root) => {
    roots.push(root);
    for (const element of root.querySelectorAll('*')) if (element.shadowRoot) enter(element.shadowRoot);
  };
  const parts = (text) => {
    const found = [''];
    let depth = 0, quote = '';
    for (const sign of text.trim()) {
      if (quote) quote = sign === quote ? '' : quote;
      else if (sign === '"' || sign === "'") quote = sign;
      else if (sign === '[' || sign === '(') depth++;
      else if (sign === ']' || sign === ')') depth--;
      else if (sign === ' ' && !depth) { found.push(''); continue; }
      found[found.length - 1] += sign;
    }
    const joined = [];
    for (const part of found.filter(Boolean)) {
      const last = joined[joined.length - 1];
      if (last !== undefined && (/^[>+~]/.test(part) || /[>+~]$/.test(last))) joined[joined.length - 1] += ' ' + part;
      else joined.push(part);
    }
    return joined;
  };
  const above = (element) => element.parentElement || (element.getRootNode().host ?? null);
  const holds = (element, left) => {
    if (!left.length) return true;
    for (let up = above(element); up; up = above(up)) {
      if (up.matches(left[left.length - 1]) && holds(up, left.slice(0, -1))) return true;
    }
    return false;
  };
  enter(document);
  const all = (text) => roots.flatMap((root) => [...root.querySelectorAll(text)]);
  const whole = all(selector);
  if (whole.length) return whole;
  const steps = parts(selector);
  return all(steps[steps.length - 1]).filter((element) => holds(element, steps.slice(0, -1)));
}
