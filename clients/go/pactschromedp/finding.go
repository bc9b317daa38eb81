package pactschromedp

import (
	"context"
	"encoding/json"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	pacts "github.com/pacts-dev/pacts/clients/go"
)

// finder finds an element in a world of a frame; empty when it is not there.
type finder func(context.Context, *chromedp.Target, runtime.ExecutionContextID) (runtime.RemoteObjectID, error)

// finding has chromedp find an element: in the main frame of a target, or in another frame of it.
func finding(find finder, frame *cdp.Frame) chromedp.QueryOption {
	return chromedp.ByFunc(func(ctx context.Context, t *chromedp.Target, _ *chromedp.Node) ([]cdp.NodeID, error) {
		world, err := worldOf(ctx, t, frame)
		if err != nil {
			return nil, err
		}
		found, err := find(ctx, t, world)
		if found == "" || err != nil {
			return nil, err
		}
		node, err := cdp.Call(ctx, t, dom.RequestNode, dom.RequestNodeParams{ObjectID: found})
		if err != nil {
			return nil, err
		}
		return []cdp.NodeID{node.NodeID}, nil
	})
}

// worldOf returns where scripts run in a frame; 0, which is the page's own world, in the main one.
func worldOf(ctx context.Context, t *chromedp.Target, frame *cdp.Frame) (runtime.ExecutionContextID, error) {
	if frame == nil {
		return 0, nil
	}
	made, err := cdp.Call(ctx, t, cdppage.CreateIsolatedWorld, isolated(frame.ID))
	if err != nil {
		return 0, err
	}
	return made.ExecutionContextID, nil
}

// byExpression finds the value of a JavaScript expression.
func byExpression(expression string) finder {
	return func(ctx context.Context, t *chromedp.Target, world runtime.ExecutionContextID) (runtime.RemoteObjectID, error) {
		return evaluatedIn(ctx, t, world, expression)
	}
}

func evaluatedIn(
	ctx context.Context, t *chromedp.Target, world runtime.ExecutionContextID, expression string,
) (runtime.RemoteObjectID, error) {
	found, err := cdp.Call(ctx, t, runtime.Evaluate, runtime.EvaluateParams{Expression: expression, ContextID: world})
	if err != nil || found.ExceptionDetails != nil {
		return "", err
	}
	return found.Result.ObjectID, nil
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
