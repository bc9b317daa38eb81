package pactschromedp

import (
	"context"
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
	// around are what is looked in, outermost first.
	around []around
}

// around is an element that is looked in: itself, or its shadow root.
type around struct {
	at     any
	isHost bool
}

func (a around) String() string { return fmt.Sprint(a.at) }

// Wrap lets existing selectors work on. Selectors of type chromedp.JSPath and chromedp.NodeIDs are not looked after.
func Wrap(session *pacts.Session) *Wrapped { return &Wrapped{page: On(session)} }

// Frame has selectors looked for in the frame of that name or URL, whatever its origin. An element there is asked for with it.
func (w *Wrapped) Frame(frame string) *Wrapped { return &Wrapped{page: w.page, frame: frame} }

// Within has selectors looked for in the element of a selector, as from a node of chromedp's. Both are one name: "css=#card .buy".
func Within[S chromedp.Selectable](w *Wrapped, at S) *Wrapped { return w.within(around{at: at}) }

// WithinShadow has selectors looked for in the shadow root of the element of a selector, as from the root that a node of
// chromedp's has. All are CSS, and the name says so: "css=my-card >> shadow-root >> css=.buy". What is in a closed root is
// found as well, and not remembered: no selector leads there.
func WithinShadow[S chromedp.Selectable](w *Wrapped, host S) *Wrapped {
	return w.within(around{at: host, isHost: true})
}

func (w *Wrapped) within(one around) *Wrapped {
	return &Wrapped{page: w.page, frame: w.frame, around: append(w.around[:len(w.around):len(w.around)], one)}
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
	meant, err := w.meant(at)
	switch {
	case err != nil:
		return err
	case meant == nil:
		return chromedp.Do(ctx, asWritten(at))
	}
	natively := func(ctx context.Context) error {
		if w.frame == "" && w.around == nil {
			return chromedp.Do(ctx, asWritten(at))
		}
		return where(ctx, w.frame, meant.finder(), func(in context.Context, where chromedp.QueryOption) error {
			return chromedp.Do(in, asWritten(at, where))
		})
	}
	written := w.page.tab.WrittenAs(meant.name(), meant.selector(), pacts.Frame(w.frame))
	if w.isUnseen(ctx, meant) {
		return written.Unseen(ctx, natively)
	}
	return written.Act(ctx, action, natively,
		func(ctx context.Context, selector *pacts.Selector) error {
			return w.page.at(ctx, w.frame, selector, func(in context.Context, where chromedp.QueryOption) error {
				return chromedp.Do(in, found(label(selector), where))
			})
		})
}

// meant returns what is looked for, in the daemon's terms; nil when it has none, and is looked for in the page.
func (w *Wrapped) meant(at any) (meant, error) {
	whole := selectorOf(at)
	if whole == nil && w.frame == "" && w.around == nil {
		return nil, nil
	}
	var roots meant
	for _, around := range slices.Backward(w.around) {
		if around.isHost {
			roots = append(roots, whole)
			whole = selectorOf(around.at)
			continue
		}
		whole = within(selectorOf(around.at), whole)
	}
	roots = append(roots, whole)
	if slices.Contains(roots, nil) || len(roots) > 1 && slices.ContainsFunc(roots, isNoCSS) {
		return nil, fmt.Errorf("pactschromedp: %T is not looked for in a frame or in an element of %v", at, w.around)
	}
	slices.Reverse(roots)
	return roots, nil
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
