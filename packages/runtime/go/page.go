package runtime

import (
	"context"
	"encoding/json"
	"errors"
	"iter"
	"net/http"

	"github.com/parlance-dev/parlance/packages/runtime/go/internal/codec"
)

// Page is one page of a list.
type Page[Item any] struct {
	// Items are those of this page.
	Items []Item
	// JSON is the whole body of the answer.
	JSON json.RawMessage

	next *cursor
	list *List[Item]
}

// HasNext tells whether the server says that there are more. In lists counted by page or offset: whether this page had any items.
func (p *Page[Item]) HasNext() bool { return p.next != nil }

// Next gets the next page; nil after the last.
func (p *Page[Item]) Next(ctx context.Context) (*Page[Item], error) {
	if p.next == nil {
		return nil, nil
	}
	return p.list.read(ctx, p.next)
}

// List is a list, page by page. Nothing is sent before it is asked for; the options hold for each page's call.
type List[Item any] struct {
	ctx       context.Context
	client    *Client
	operation *Operation
	values    Values
	options   []CallOption
}

// NewList gives the list of an operation with pagination.
func NewList[Item any](ctx context.Context, client *Client, operation *Operation, values Values, options ...CallOption) *List[Item] {
	return &List[Item]{ctx, client, operation, values, options}
}

// Page gets the first page.
func (l *List[Item]) Page() (*Page[Item], error) {
	return l.read(l.ctx, &cursor{values: l.values})
}

// Pages gives all pages, one request each, made when asked for. An error is the last thing it gives.
func (l *List[Item]) Pages() iter.Seq2[*Page[Item], error] {
	return func(yield func(*Page[Item], error) bool) {
		page, err := l.Page()
		for ; page != nil || err != nil; page, err = page.Next(l.ctx) {
			if !yield(page, err) || err != nil {
				return
			}
		}
	}
}

// All gives all items. An error is the last thing it gives, with a zero item.
func (l *List[Item]) All() iter.Seq2[Item, error] {
	return func(yield func(Item, error) bool) {
		for page, err := range l.Pages() {
			if err != nil {
				var none Item
				yield(none, err)
				return
			}
			for _, item := range page.Items {
				if !yield(item, nil) {
					return
				}
			}
		}
	}
}

func (l *List[Item]) read(ctx context.Context, at *cursor) (*Page[Item], error) {
	settings, err := l.client.callSettings(l.options)
	if err != nil {
		return nil, err
	}
	page := &Page[Item]{list: l}
	response, err := l.client.send(ctx, sending{
		operation: l.operation,
		values:    at.values,
		settings:  settings,
		url:       at.url,
		read: func(response *http.Response) error {
			if err := readResult(l.operation, response, &page.JSON); err != nil {
				return err
			}
			return page.readItems(response)
		},
	})
	if err != nil {
		return nil, err
	}
	page.next, err = nextPage(l.client, l.operation, &readPage{at, page.JSON, len(page.Items), response})
	if err != nil {
		return nil, err
	}
	return page, settings.readHeaders(l.operation, response.Header)
}

// readItems reads the items. No list where the contract says there is one is a *DecodeError; null counts as empty.
func (p *Page[Item]) readItems(response *http.Response) error {
	if p.JSON == nil {
		return nil
	}
	operation := p.list.operation
	items := resolvePointer(p.JSON, operation.Pagination.Items)
	err := errors.New("there is none")
	if items != nil {
		err = codec.Unmarshal(items, &p.Items)
	}
	if err == nil {
		return nil
	}
	where := operation.Pagination.Items
	if where == "" {
		where = "the top"
	}
	return newDecodeError(operation.ID, "no list of its items at "+where, string(p.JSON), err).of(response)
}
