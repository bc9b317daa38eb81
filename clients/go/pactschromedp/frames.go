package pactschromedp

import (
	"context"
	"errors"
	"fmt"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/dom"
	cdppage "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/cdproto/target"
	"github.com/chromedp/chromedp"

	pacts "github.com/pacts-dev/pacts/clients/go"
)

const (
	// world is where frames are looked at: beside their own scripts, and none of the page's rules hold there.
	world = "pacts"
	// The daemon takes so many frames, and addresses that long.
	maxFrames   = 32
	maxURLBytes = 4096
	// A frame of the same origin as what it stands in sees its own element there.
	isEntered = "window.frameElement !== null"
)

// place is a frame: chromedp's context of the target that it is in, and of the one that it stands in. A frame of another
// site has a target of its own.
type place struct {
	ctx, around context.Context
	frame       *cdp.Frame
}

var errEnough = errors.New("no more frames are needed")

// eachFrame visits the frames of the tab but its main one, until one of the visits fails.
func eachFrame(ctx context.Context, visit func(place) error) error {
	targets, err := chromedp.Targets(ctx)
	if err != nil {
		return err
	}
	tree, err := chromedp.Call(ctx, cdppage.GetFrameTree, cdp.Empty{})
	if err != nil {
		return err
	}
	return below(ctx, tree.FrameTree, targets, visit)
}

// below visits what stands in a frame: frames in the same target, and in targets of their own.
func below(ctx context.Context, tree *cdppage.FrameTree, targets []*target.Info, visit func(place) error) error {
	for _, child := range tree.ChildFrames {
		if err := visit(place{ctx: ctx, around: ctx, frame: child.Frame}); err != nil {
			return err
		}
		if err := below(ctx, child, targets, visit); err != nil {
			return err
		}
	}
	for _, info := range targets {
		if info.Type != "iframe" || info.ParentFrameID != tree.Frame.ID {
			continue
		}
		if err := attached(ctx, info.TargetID, targets, visit); err != nil {
			return err
		}
	}
	return nil
}

// attached visits a frame that has a target of its own, and what stands in it. Such a frame may go at any time.
func attached(ctx context.Context, id target.ID, targets []*target.Info, visit func(place) error) error {
	inner, leave := chromedp.NewContext(ctx, chromedp.WithTargetID(id), chromedp.WithDetachOnCancel())
	defer leave()
	tree, err := chromedp.Call(inner, cdppage.GetFrameTree, cdp.Empty{})
	if err != nil {
		return ctx.Err()
	}
	if err := visit(place{ctx: inner, around: ctx, frame: tree.FrameTree.Frame}); err != nil {
		return err
	}
	return below(inner, tree.FrameTree, targets, visit)
}

// inFrame does something in the first frame of a name or URL.
func inFrame(ctx context.Context, named string, do func(place) error) error {
	var done error
	err := eachFrame(ctx, func(at place) error {
		if frame := at.frame; frame.Name != named && frame.URL+frame.URLFragment != named {
			return nil
		}
		if done = at.show(); done == nil {
			done = do(at)
		}
		return errEnough
	})
	switch {
	case errors.Is(err, errEnough):
		return done
	case err != nil:
		return err
	}
	return fmt.Errorf("the page has no frame %q", named)
}

// show brings a frame into view: what a click would reach in it can be told only there.
func (p place) show() error {
	owner, err := chromedp.Call(p.around, dom.GetFrameOwner, dom.GetFrameOwnerParams{FrameID: p.frame.ID})
	if err != nil {
		return err
	}
	shown := dom.ScrollIntoViewIfNeededParams{BackendNodeID: owner.BackendNodeID}
	_, err = chromedp.Call(p.around, dom.ScrollIntoViewIfNeeded, shown)
	return err
}

func evaluated[T any](p place, expression string) (T, error) {
	var none T
	made, err := chromedp.Call(p.ctx, cdppage.CreateIsolatedWorld, isolated(p.frame.ID))
	if err != nil {
		return none, err
	}
	return chromedp.Run(p.ctx, chromedp.Evaluate[T](expression, func(asked *runtime.EvaluateParams) {
		asked.ContextID = made.ExecutionContextID
	}))
}

func isolated(frame cdp.FrameID) cdppage.CreateIsolatedWorldParams {
	return cdppage.CreateIsolatedWorldParams{FrameID: frame, WorldName: world}
}

func (driven) Foreign(ctx context.Context, expression string) ([]pacts.Foreign, error) {
	var all []pacts.Foreign
	err := eachFrame(ctx, func(at place) error {
		if len(all) == maxFrames {
			return errEnough
		}
		entered, err := evaluated[bool](at, isEntered)
		if err != nil || entered || len(at.frame.URL) > maxURLBytes {
			return ctx.Err() // It has gone meanwhile, unless the time is over.
		}
		text, err := evaluated[string](at, expression)
		if err == nil {
			all = append(all, pacts.Foreign{Name: at.frame.Name, URL: at.frame.URL + at.frame.URLFragment, Text: text})
		}
		return ctx.Err()
	})
	if err != nil && !errors.Is(err, errEnough) {
		return nil, err
	}
	return all, nil
}
