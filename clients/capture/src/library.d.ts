declare module "library" {
  /** What the walk has found out about one element. */
  export interface Known {
    readonly tagName: string;
    /** From assistive technology; undefined where the library must look for itself. */
    readonly hidden: boolean | undefined;
    /** Empty when the style must be asked. */
    readonly display: string;
    readonly style: CSSStyleDeclaration | null;
    /** Whether ::before or ::after may have text. */
    readonly generates: boolean;
  }

  export interface Page {
    readonly hasPresentational: boolean;
    known(element: Element): Known | undefined;
  }

  export interface Library {
    /** Forget what was found out about elements, and find it out once from now on. */
    begin(): void;
    getAriaRole(element: Element): string | null;
    getElementAccessibleName(element: Element, includeHidden: boolean): string;
  }

  /** Run the library's own code, which a page may have made impossible. */
  export function load(page: Page, map: MapConstructor, set: SetConstructor): Library;
}
