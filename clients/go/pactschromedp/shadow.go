package pactschromedp

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	pacts "github.com/pacts-dev/pacts/clients/go"
)

// meant is what a test looks for, in the daemon's terms: each selector but the last one finds the host of the shadow root that
// the next one is looked for in.
type meant []*pacts.Selector

func isNoCSS(selector *pacts.Selector) bool { return selector.GetStrategy() != pacts.StrategyCSS }

// name is what it is called as an element; empty for what the selector says.
func (m meant) name() string {
	if len(m) == 1 {
		return ""
	}
	parts := make([]string, len(m))
	for at, part := range m {
		parts[at] = "css=" + part.GetValue()
	}
	return strings.Join(parts, " >> shadow-root >> ")
}

// selector says the same to the daemon and the check, whose CSS enters open shadow roots.
func (m meant) selector() *pacts.Selector {
	if len(m) == 1 {
		return m[0]
	}
	parts := make([]string, len(m))
	for at, part := range m {
		parts[at] = one(part)
	}
	return &pacts.Selector{Strategy: pacts.StrategyCSS, Value: strings.Join(parts, " ")}
}

// finder finds the first element of it in its frame, as chromedp does.
func (m meant) finder() finder {
	if len(m) == 1 {
		return byExpression(first(m[0]))
	}
	return func(ctx context.Context, t *chromedp.Target, world runtime.ExecutionContextID) (runtime.RemoteObjectID, error) {
		root, _, err := m.root(ctx, t, world)
		if root == "" || err != nil {
			return "", err
		}
		return firstIn(ctx, t, root, m[len(m)-1].GetValue())
	}
}

// isUnseen says whether a script of the page can't see what is looked for: it is in a closed shadow root. What is not there
// yet is waited for by whoever acts on it, who also says what is wrong.
func (w *Wrapped) isUnseen(ctx context.Context, m meant) bool {
	if len(m) == 1 {
		return false
	}
	var isClosed bool
	look := func(ctx context.Context, frame *cdp.Frame) error {
		_, err := chromedp.Run(ctx, func(ctx context.Context, t *chromedp.Target) (chromedp.Void, error) {
			world, err := worldOf(ctx, t, frame)
			if err == nil {
				_, isClosed, err = m.root(ctx, t, world)
			}
			return chromedp.Void{}, err
		})
		return err
	}
	if w.frame == "" {
		return look(ctx, nil) == nil && isClosed
	}
	return inFrame(ctx, w.frame, func(at place) error { return look(at.ctx, at.frame) }) == nil && isClosed
}

// root returns the shadow root that the last selector is looked for in, empty while it is not there, and whether it or one
// around it is closed.
func (m meant) root(
	ctx context.Context, t *chromedp.Target, world runtime.ExecutionContextID,
) (root runtime.RemoteObjectID, isClosed bool, err error) {
	root, err = evaluatedIn(ctx, t, world, "document")
	for _, host := range m[:len(m)-1] {
		if root == "" || err != nil {
			return "", isClosed, err
		}
		at, err := firstIn(ctx, t, root, host.GetValue())
		if at == "" || err != nil {
			return "", isClosed, err
		}
		shadow, err := shadowOf(ctx, t, at)
		if shadow == nil || err != nil {
			return "", isClosed, err
		}
		isClosed = isClosed || shadow.ShadowRootType == cdp.ShadowRootTypeClosed
		object, err := cdp.Call(ctx, t, dom.ResolveNode, dom.ResolveNodeParams{
			BackendNodeID: shadow.BackendNodeID, ExecutionContextID: world,
		})
		if err != nil {
			return "", isClosed, err
		}
		root = object.Object.ObjectID
	}
	return root, isClosed, err
}

// shadowOf returns the shadow root that a page has given an element; nil when it has none.
func shadowOf(ctx context.Context, t *chromedp.Target, host runtime.RemoteObjectID) (*cdp.Node, error) {
	told, err := cdp.Call(ctx, t, dom.DescribeNode, dom.DescribeNodeParams{ObjectID: host})
	if err != nil {
		return nil, err
	}
	for _, root := range told.Node.ShadowRoots {
		if root.ShadowRootType != cdp.ShadowRootTypeUserAgent {
			return root, nil
		}
	}
	return nil, nil
}

func firstIn(
	ctx context.Context, t *chromedp.Target, root runtime.RemoteObjectID, css string,
) (runtime.RemoteObjectID, error) {
	value, err := json.Marshal(css)
	if err != nil {
		return "", err
	}
	found, err := cdp.Call(ctx, t, runtime.CallFunctionOn, runtime.CallFunctionOnParams{
		ObjectID: root, FunctionDeclaration: "function () { return this.querySelector(" + string(value) + ") }",
	})
	if err != nil || found.ExceptionDetails != nil {
		return "", err
	}
	return found.Result.ObjectID, nil
}
