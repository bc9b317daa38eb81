package pactschromedp

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/chromedp/chromedp"

	pacts "github.com/pacts-dev/pacts/clients/go"
)

// Wrapped does chromedp's actions by the selectors that a test already has. A selector as written is its element's name:
// what works is taught to the daemon, and what stops working is found again.
type Wrapped struct {
	page  *Page
	frame string
	// around are the selectors of the elements that are looked in, outermost first.
	around []any
}

// Wrap lets existing selectors work on. Selectors of type chromedp.JSPath and chromedp.NodeIDs are not looked after.
func Wrap(session *pacts.Session) *Wrapped { return &Wrapped{page: On(session)} }

// Frame has selectors looked for in the frame of that name or URL, whatever its origin. An element there is asked for with it.
func (w *Wrapped) Frame(frame string) *Wrapped { return &Wrapped{page: w.page, frame: frame} }

// Within has selectors looked for in the element of a selector, as from a node of chromedp's. Both are one name: "css=#card .buy".
func Within[S chromedp.Selectable](w *Wrapped, at S) *Wrapped {
	return &Wrapped{page: w.page, frame: w.frame, around: append(w.around[:len(w.around):len(w.around)], at)}
}

// Session returns the session that the page belongs to.
func (w *Wrapped) Session() *pacts.Session { return w.page.Session() }

// Click clicks on the element of a selector.
func Click[S chromedp.Selectable](ctx context.Context, w *Wrapped, at S) error {
	return Do(ctx, w, at, pacts.ActionClick, click, click)
}

// Fill replaces the text of the element of a selector.
func Fill[S chromedp.Selectable](ctx context.Context, w *Wrapped, at S, text string) error {
	return Do(ctx, w, at, pacts.ActionFill, fill[S](text), fill[chromedp.JSPath](text))
}

// SendKeys types into the element of a selector.
func SendKeys[S chromedp.Selectable](ctx context.Context, w *Wrapped, at S, keys string) error {
	return Do(ctx, w, at, pacts.ActionFill, typing[S](keys), typing[chromedp.JSPath](keys))
}

func typing[S chromedp.Selectable](keys string) By[S, chromedp.Void] {
	return func(at S, options ...chromedp.QueryOption) chromedp.Action[chromedp.Void] {
		return chromedp.SendKeys(at, keys, options...)
	}
}

// Select chooses the option of that label in the element of a selector.
func Select[S chromedp.Selectable](ctx context.Context, w *Wrapped, at S, label string) error {
	return Do(ctx, w, at, pacts.ActionSelect, choose[S](label), choose[chromedp.JSPath](label))
}

// Do does something with the element of a selector by an action of chromedp's: asWritten by the selector itself, found by the
// one of the element that was found again. They are the same action: Do(ctx, w, at, action, chromedp.DoubleClick, chromedp.DoubleClick).
func Do[S chromedp.Selectable](
	ctx context.Context, w *Wrapped, at S, action pacts.Action,
	asWritten By[S, chromedp.Void], found By[chromedp.JSPath, chromedp.Void],
) error {
	selector, err := w.selector(at)
	switch {
	case err != nil:
		return err
	case selector == nil:
		return chromedp.Do(ctx, asWritten(at))
	}
	return w.page.tab.Written(selector, pacts.Frame(w.frame)).Act(ctx, action,
		func(ctx context.Context) error {
			if w.frame == "" && w.around == nil {
				return chromedp.Do(ctx, asWritten(at))
			}
			return where(ctx, w.frame, first(selector), func(in context.Context, where chromedp.QueryOption) error {
				return chromedp.Do(in, asWritten(at, where))
			})
		},
		func(ctx context.Context, selector *pacts.Selector) error {
			return w.page.at(ctx, w.frame, selector, func(in context.Context, where chromedp.QueryOption) error {
				return chromedp.Do(in, found(label(selector), where))
			})
		})
}

// selector returns what is looked for in the daemon's terms; nil when it has none, and is looked for in the page.
func (w *Wrapped) selector(at any) (*pacts.Selector, error) {
	whole := selectorOf(at)
	if whole == nil && w.frame == "" && w.around == nil {
		return nil, nil
	}
	for _, around := range slices.Backward(w.around) {
		whole = within(selectorOf(around), whole)
	}
	if whole == nil {
		return nil, fmt.Errorf("pactschromedp: %T is not looked for in a frame or in an element of %v", at, w.around)
	}
	return whole, nil
}

// within returns the selector of what is in an element; nil when it takes more than one selector to say that.
func within(around, in *pacts.Selector) *pacts.Selector {
	switch {
	case around == nil || in == nil || around.GetStrategy() != in.GetStrategy():
		return nil
	case in.GetStrategy() == pacts.StrategyCSS:
		return &pacts.Selector{Strategy: pacts.StrategyCSS, Value: one(around) + " " + one(in)}
	case strings.HasPrefix(in.GetValue(), "./"):
		return &pacts.Selector{Strategy: pacts.StrategyXPath, Value: around.GetValue() + in.GetValue()[1:]}
	}
	return nil
}

// one has a list of CSS selectors stand for one of them.
func one(css *pacts.Selector) string {
	if strings.Contains(css.GetValue(), ",") {
		return ":is(" + css.GetValue() + ")"
	}
	return css.GetValue()
}

// first returns an expression whose value is the first element that a selector finds in its frame, as chromedp takes it.
func first(selector *pacts.Selector) string {
	value, err := json.Marshal(selector.GetValue())
	if err != nil {
		panic(err) // A string always has a JSON form.
	}
	if selector.GetStrategy() == pacts.StrategyCSS {
		return "document.querySelector(" + string(value) + ")"
	}
	return "document.evaluate(" + string(value) + ", document, null, XPathResult.FIRST_ORDERED_NODE_TYPE).singleNodeValue"
}

// selectorOf returns a selector in the daemon's terms; nil when it has none.
func selectorOf(at any) *pacts.Selector {
	switch at := at.(type) {
	case chromedp.CSS:
		return &pacts.Selector{Strategy: pacts.StrategyCSS, Value: string(at)}
	case chromedp.CSSAll:
		return &pacts.Selector{Strategy: pacts.StrategyCSS, Value: string(at)}
	case chromedp.ID:
		return &pacts.Selector{Strategy: pacts.StrategyCSS, Value: "#" + strings.TrimPrefix(string(at), "#")}
	case chromedp.Search:
		return searched(string(at))
	case string:
		return searched(at)
	}
	return nil
}

// searched tells an XPath from a CSS selector, as the browser's search does; it finds plain text, too, which is neither
// here.
func searched(text string) *pacts.Selector {
	if strings.HasPrefix(text, "/") || strings.HasPrefix(text, "(/") || strings.HasPrefix(text, "./") {
		return &pacts.Selector{Strategy: pacts.StrategyXPath, Value: text}
	}
	return &pacts.Selector{Strategy: pacts.StrategyCSS, Value: text}
}
