/**
 * The design system is one sheet for the whole page. Real shadow roots have to be given it, and lwc
 * keeps the function that makes them when it is loaded: so this module comes before it.
 */
const sheet = new CSSStyleSheet();
const attachShadow = Element.prototype.attachShadow;

Element.prototype.attachShadow = function attachStyled(options) {
    const root = attachShadow.call(this, options);
    root.adoptedStyleSheets?.push(sheet); // a root of the polyfill has none, and sees those of the page
    return root;
};

// Its rules for these icons name an element in another root.
const ICONS = 'svg.slds-input__icon { width: 0.875rem; height: 0.875rem; position: absolute; left: 0.75rem; top: 50%; margin-top: -0.4375rem }';

export async function styled() {
    const answer = await fetch('/static/design-system.css');
    await sheet.replace(`${await answer.text()}${ICONS}`);
    document.adoptedStyleSheets.push(sheet);
}
