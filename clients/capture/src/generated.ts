// Which elements may have text from ::before or ::after. Asking the browser costs more than all
// else together, and the style sheets tell that almost none has.

const MAX_RULES = 20_000;
const MAX_SELECTORS = 64;
const PSEUDO = /::?(before|after)/i;
const TEXT = /attr\(|var\(|"[^"]|'[^']/;

/** The elements below `root` that may, or null when it may be any of them. */
export function elementsWithGeneratedText(root: Document | ShadowRoot): ArrayLike<Element> | null {
  const reading = { selectors: "", count: 0, rules: 0 };
  try {
    if (!readSheets(root.styleSheets, reading)) return null;
    if (!readSheets(root.adoptedStyleSheets ?? [], reading)) return null;
    return reading.count ? root.querySelectorAll(reading.selectors) : [];
  } catch {
    return null; // A sheet of another origin, or a selector that cannot stand alone.
  }
}

type Reading = { selectors: string; count: number; rules: number };

function readSheets(sheets: ArrayLike<CSSStyleSheet>, reading: Reading): boolean {
  for (let i = 0; i < sheets.length; i++) {
    const sheet = sheets[i]!;
    if (!sheet.disabled && !readRules(sheet.cssRules, reading)) return false;
  }
  return true;
}

function readRules(rules: CSSRuleList, reading: Reading): boolean {
  for (let i = 0; i < rules.length; i++) {
    if (++reading.rules > MAX_RULES) return false;
    const rule = rules[i] as CSSStyleRule & Partial<CSSImportRule>;
    if (rule.selectorText !== undefined && !readSelector(rule, reading)) return false;
    if (rule.styleSheet && !readRules(rule.styleSheet.cssRules, reading)) return false;
    if (rule.cssRules?.length && !readNested(rule, reading)) return false;
  }
  return true;
}

/** Nested style rules have selectors that mean nothing alone; groups like @media are read through. */
function readNested(rule: CSSStyleRule, reading: Reading): boolean {
  if (rule.selectorText === undefined) return readRules(rule.cssRules, reading);
  return !PSEUDO.test(rule.cssText);
}

function readSelector(rule: CSSStyleRule, reading: Reading): boolean {
  if (!PSEUDO.test(rule.selectorText) || !TEXT.test(rule.style.content)) return true;
  if (++reading.count > MAX_SELECTORS) return false;
  const alone = rule.selectorText.replace(/(^|[\s>+~,(])::?(before|after)/gi, "$1*").replace(/::?(before|after)/gi, "");
  reading.selectors += (reading.selectors ? "," : "") + alone;
  return true;
}
