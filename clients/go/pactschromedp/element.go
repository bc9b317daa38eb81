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

// Element is an element by its name, with chromedp's actions. Each waits for the element as pacts.Element.Act says.
type Element struct{ *pacts.Element }

// Element returns the element of a name; nothing is looked up yet.
func (p *Page) Element(name string, options ...pacts.ElementOption) *Element {
	return &Element{p.tab.Element(name, options...)}
}

// Native returns where chromedp finds the element, for all that there is no method for here.
func (e *Element) Native(ctx context.Context) (chromedp.JSPath, error) {
	located, err := e.Locate(ctx, pacts.ActionUnspecified)
	if err != nil {
		return "", err
	}
	return native(located.Selector, e.Frame()), nil
}

// Do does something with the element by an action of chromedp's: func(at) { return chromedp.DoubleClick(at) }.
func (e *Element) Do(
	ctx context.Context, action pacts.Action, by func(at chromedp.JSPath) chromedp.Action[chromedp.Void],
) error {
	return e.Act(ctx, action, func(ctx context.Context, selector *pacts.Selector) error {
		return chromedp.Do(ctx, by(native(selector, e.Frame())))
	})
}

// Click clicks it.
func (e *Element) Click(ctx context.Context) error {
	return e.Do(ctx, pacts.ActionClick, click[chromedp.JSPath])
}

// Fill replaces its text, as somebody who types does.
func (e *Element) Fill(ctx context.Context, text string) error {
	return e.Do(ctx, pacts.ActionFill, func(at chromedp.JSPath) chromedp.Action[chromedp.Void] { return fill(at, text) })
}

// Select chooses its option of that label.
func (e *Element) Select(ctx context.Context, label string) error {
	return e.Do(ctx, pacts.ActionSelect, func(at chromedp.JSPath) chromedp.Action[chromedp.Void] { return choose(at, label) })
}

// Check ticks it, unless it is ticked.
func (e *Element) Check(ctx context.Context) error {
	return e.Do(ctx, pacts.ActionCheck, tick)
}

// Hover moves the pointer over it.
func (e *Element) Hover(ctx context.Context) error {
	return e.Do(ctx, pacts.ActionHover, hover)
}

// Text returns the text that it shows.
func (e *Element) Text(ctx context.Context) (string, error) {
	return read(ctx, e, chromedp.Text[chromedp.JSPath])
}

// Value returns what is typed or chosen in it.
func (e *Element) Value(ctx context.Context) (string, error) {
	return read(ctx, e, chromedp.Value[chromedp.JSPath])
}

func read(
	ctx context.Context, e *Element, by func(chromedp.JSPath, ...chromedp.QueryOption) chromedp.Action[string],
) (text string, err error) {
	err = e.Act(ctx, pacts.ActionRead, func(ctx context.Context, selector *pacts.Selector) error {
		text, err = chromedp.Run(ctx, by(native(selector, e.Frame())))
		return err
	})
	return text, err
}

func click[S chromedp.Selectable](at S) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(chromedp.WaitEnabled(at), chromedp.Click(at))
}

func fill[S chromedp.Selectable](at S, text string) chromedp.Action[chromedp.Void] {
	return onNode(at, func(ctx context.Context, t *chromedp.Target, node *chromedp.Node) error {
		if _, err := called[chromedp.Void](ctx, t, node, `function () { this.focus(); this.select?.() }`); err != nil {
			return err
		}
		if text == "" {
			_, err := chromedp.KeyEvent(kb.Backspace)(ctx, t)
			return err
		}
		_, err := cdp.Call(ctx, t, input.InsertText, input.InsertTextParams{Text: text})
		return err
	}, chromedp.WaitEnabled(at))
}

const chooseScript = `function (label) {
  const option = [...this.options].find(it => it.label.trim() === label) ?? [...this.options].find(it => it.value === label)
  if (!option) return false
  option.selected = true
  this.dispatchEvent(new Event('input', { bubbles: true, composed: true }))
  this.dispatchEvent(new Event('change', { bubbles: true }))
  return true
}`

func choose[S chromedp.Selectable](at S, label string) chromedp.Action[chromedp.Void] {
	return onNode(at, func(ctx context.Context, t *chromedp.Target, node *chromedp.Node) error {
		chosen, err := called[bool](ctx, t, node, chooseScript, label)
		if err == nil && !chosen {
			return fmt.Errorf("it has no option %q", label)
		}
		return err
	}, chromedp.WaitEnabled(at))
}

func tick(at chromedp.JSPath) chromedp.Action[chromedp.Void] {
	return onNode(at, func(ctx context.Context, t *chromedp.Target, node *chromedp.Node) error {
		const isTicked = `function () { return this.checked ?? this.ariaChecked === 'true' }`
		if ticked, err := called[bool](ctx, t, node, isTicked); ticked || err != nil {
			return err
		}
		_, err := chromedp.MouseClickNode(node)(ctx, t)
		return err
	}, chromedp.WaitEnabled(at))
}

func hover(at chromedp.JSPath) chromedp.Action[chromedp.Void] {
	return onNode(at, func(ctx context.Context, t *chromedp.Target, node *chromedp.Node) error {
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

func onNode[S chromedp.Selectable](
	at S, do func(context.Context, *chromedp.Target, *chromedp.Node) error, first ...chromedp.Action[chromedp.Void],
) chromedp.Action[chromedp.Void] {
	return chromedp.Steps(append(first, chromedp.QueryAfter(at, func(
		ctx context.Context, t *chromedp.Target, nodes []*chromedp.Node,
	) (chromedp.Void, error) {
		return chromedp.Void{}, do(ctx, t, nodes[0])
	}, chromedp.NodeVisible))...)
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
