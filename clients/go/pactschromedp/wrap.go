package pactschromedp

import (
	"context"
	"strings"

	"github.com/chromedp/chromedp"

	pacts "github.com/pacts-dev/pacts/clients/go"
)

// Wrapped does chromedp's actions by the selectors that a test already has. A selector as written is its element's name:
// what works is taught to the daemon, and what stops working is found again.
type Wrapped struct{ page *Page }

// Wrap lets existing selectors work on. Selectors of type chromedp.JSPath and chromedp.NodeIDs are not looked after.
func Wrap(session *pacts.Session) *Wrapped { return &Wrapped{On(session)} }

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
	selector := selectorOf(at)
	if selector == nil {
		return chromedp.Do(ctx, asWritten(at))
	}
	return w.page.tab.Written(selector).Act(ctx, action,
		func(ctx context.Context) error { return chromedp.Do(ctx, asWritten(at)) },
		func(ctx context.Context, selector *pacts.Selector) error {
			return w.page.at(ctx, "", selector, func(in context.Context, where chromedp.QueryOption) error {
				return chromedp.Do(in, found(label(selector), where))
			})
		})
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
