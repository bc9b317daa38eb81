// Made by `make gen` from clients/shared/lost.js.
export const LOST = String.raw`// Whether a text is lost that was put into a field: the page has made that anew,
// without the text and the focus. Where another field has this, it was handed on.
(fields, text) => {
  const isField = (at) => !!at && (at.isContentEditable || /^(input|textarea)$/.test(at.localName));
  const signs = (said) => said.toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  const field = fields.length === 1 ? fields[0] : null;
  if (!isField(field) || field.disabled || field.readOnly || field.matches(":focus")) return false;
  let at = field.ownerDocument.activeElement;
  while (at && at.shadowRoot && at.shadowRoot.activeElement) at = at.shadowRoot.activeElement;
  const said = field.isContentEditable ? field.innerText : field.value;
  return !isField(at) && (signs(said) !== signs(text) || !said.trim() !== !text.trim());
}`;
