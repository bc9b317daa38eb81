package pactschromedp

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"

	pacts "github.com/pacts-dev/pacts/clients/go"
)

// By is an action of chromedp's on an element, such as chromedp.DoubleClick; the options say where the element is.
type By[S chromedp.Selectable, T any] = func(at S, options ...chromedp.QueryOption) chromedp.Action[T]

// Element is an element by its name, with chromedp's actions. Each waits for the element as pacts.Element.Act says.
type Element struct {
	*pacts.Element
	page *Page
}

// Element returns the element of a name; nothing is looked up yet.
func (p *Page) Element(name string, options ...pacts.ElementOption) *Element {
	return &Element{p.tab.Element(name, options...), p}
}

// Native returns where chromedp finds the element now, for all that there is no method for here. What is in a frame of
// another site is in another target than the page, and is left to Do.
func (e *Element) Native(ctx context.Context) (nodes chromedp.NodeIDs, err error) {
	located, err := e.Locate(ctx, pacts.ActionUnspecified)
	if err != nil {
		return nil, err
	}
	err = e.page.at(ctx, e.Frame(), located.Selector, func(in context.Context, found chromedp.QueryOption) error {
		if chromedp.FromContext(in) != chromedp.FromContext(ctx) {
			return fmt.Errorf("the frame %q is a target of its own: use Do", e.Frame())
		}
		ids, err := chromedp.Run(in, chromedp.QueryNodeIDs(label(located.Selector), found))
		nodes = chromedp.NodeIDs(ids)
		return err
	})
	return nodes, err
}

// Do does something with the element by an action of chromedp's: Do(ctx, pacts.ActionClick, chromedp.DoubleClick).
func (e *Element) Do(ctx context.Context, action pacts.Action, by By[chromedp.JSPath, chromedp.Void]) error {
	_, err := with(ctx, e, action, by)
	return err
}

func with[T any](ctx context.Context, e *Element, action pacts.Action, by By[chromedp.JSPath, T]) (value T, err error) {
	err = e.Act(ctx, action, func(ctx context.Context, selector *pacts.Selector) error {
		return e.page.at(ctx, e.Frame(), selector, func(in context.Context, found chromedp.QueryOption) error {
			value, err = chromedp.Run(in, by(label(selector), found))
			return err
		})
	})
	return value, err
}

// Click clicks it.
func (e *Element) Click(ctx context.Context) error { return e.Do(ctx, pacts.ActionClick, click) }

// Fill replaces its text, as somebody who types does.
func (e *Element) Fill(ctx context.Context, text string) error {
	return e.Do(ctx, pacts.ActionFill, fill[chromedp.JSPath](text))
}

// Select chooses its option of that label.
func (e *Element) Select(ctx context.Context, label string) error {
	return e.Do(ctx, pacts.ActionSelect, choose[chromedp.JSPath](label))
}

// Check ticks it, unless it is ticked.
func (e *Element) Check(ctx context.Context) error { return e.Do(ctx, pacts.ActionCheck, tick) }

// Hover moves the pointer over it.
func (e *Element) Hover(ctx context.Context) error { return e.Do(ctx, pacts.ActionHover, hover) }

// Text returns the text that it shows.
func (e *Element) Text(ctx context.Context) (string, error) {
	return with(ctx, e, pacts.ActionRead, chromedp.Text)
}

// Value returns what is typed or chosen in it.
func (e *Element) Value(ctx context.Context) (string, error) {
	return with(ctx, e, pacts.ActionRead, chromedp.Value)
}

func click[S chromedp.Selectable](at S, options ...chromedp.QueryOption) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(chromedp.WaitEnabled(at, options...), chromedp.Click(at, options...))
}

func fill[S chromedp.Selectable](text string) By[S, chromedp.Void] {
	return enabled[S](func(ctx context.Context, t *chromedp.Target, node *chromedp.Node) error {
		if _, err := called[chromedp.Void](ctx, t, node, `function () { this.focus(); this.select?.() }`); err != nil {
			return err
		}
		if text == "" {
			_, err := chromedp.KeyEvent(kb.Backspace)(ctx, t)
			return err
		}
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
		return err
	})
}

const chooseScript = `function (label) {
  const option = [...this.options].find(it => it.label.trim() === label) ?? [...this.options].find(it => it.value === label)
  if (!option) return false
  option.selected = true
  this.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
  this.dispatchEvent(new Event('change', { bubbles: true }))
  return true
}`

func choose[S chromedp.Selectable](label string) By[S, chromedp.Void] {
	return enabled[S](func(ctx context.Context, t *chromedp.Target, node *chromedp.Node) error {
		chosen, err := called[bool](ctx, t, node, chooseScript, label)
		if err == nil && !chosen {
			return fmt.Errorf("it has no option %q", label)
		}
		return err
	})
}

func tick(at chromedp.JSPath, options ...chromedp.QueryOption) chromedp.Action[chromedp.Void] {
	return enabled[chromedp.JSPath](func(ctx context.Context, t *chromedp.Target, node *chromedp.Node) error {
		const isTicked = `function () { return this.checked ?? this.ariaChecked === 'true' }`
		if ticked, err := called[bool](ctx, t, node, isTicked); ticked || err != nil {
			return err
		}
		_, err := chromedp.MouseClickNode(node)(ctx, t)
		return err
	})(at, options...)
}

func hover(at chromedp.JSPath, options ...chromedp.QueryOption) chromedp.Action[chromedp.Void] {
	return onNode(at, options, func(ctx context.Context, t *chromedp.Target, node *chromedp.Node) error {
		scrolled := dom.ScrollIntoViewIfNeededParams{NodeID: node.NodeID}
		if _, err := cdp.Call(ctx, t, dom.ScrollIntoViewIfNeeded, scrolled); err != nil {
			return err
		}
		shown, err := cdp.Call(ctx, t, dom.GetContentQuads, dom.GetContentQuadsParams{NodeID: node.NodeID})
		if err != nil {
			return err
		}
		if len(shown.Quads) == 0 || len(shown.Quads[0]) != 8 {
			return chromedp.ErrInvalidDimensions
		}
		// Of a quad's corners, the first and the third lie opposite each other.
		quad := shown.Quads[0]
		_, err = chromedp.MouseEvent(input.DispatchMouseEventTypeMouseMoved, (quad[0]+quad[4])/2, (quad[1]+quad[5])/2)(ctx, t)
		return err
	})
}

// enabled does something with an element once it is enabled and visible.
func enabled[S chromedp.Selectable](do func(context.Context, *chromedp.Target, *chromedp.Node) error) By[S, chromedp.Void] {
	return func(at S, options ...chromedp.QueryOption) chromedp.Action[chromedp.Void] {
		return chromedp.Steps(chromedp.WaitEnabled(at, options...), onNode(at, options, do))
	}
}

func onNode[S chromedp.Selectable](
	at S, options []chromedp.QueryOption, do func(context.Context, *chromedp.Target, *chromedp.Node) error,
) chromedp.Action[chromedp.Void] {
	return chromedp.QueryAfter(at, func(
		ctx context.Context, t *chromedp.Target, nodes []*chromedp.Node,
	) (chromedp.Void, error) {
		return chromedp.Void{}, do(ctx, t, nodes[0])
	}, append(options, chromedp.NodeVisible)...)
}

// called calls a function with the node as `this`.
func called[T any](ctx context.Context, t *chromedp.Target, node *chromedp.Node, function string, arguments ...any) (T, error) {
	var none T
	object, err := cdp.Call(ctx, t, dom.ResolveNode, dom.ResolveNodeParams{NodeID: node.NodeID})
	if err != nil {
		return none, err
	}
	on := func(asked *runtime.CallFunctionOnParams) { asked.ObjectID = object.Object.ObjectID }
	return chromedp.CallFunctionOn[T](function, on, arguments...)(ctx, t)
}
