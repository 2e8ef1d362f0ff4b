package runtime_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	runtime "github.com/parlance-dev/parlance/packages/runtime/go"
)

func listOf(pagination runtime.Pagination) *runtime.Operation {
	return &runtime.Operation{
		ID: "things.list", Method: "GET", Path: "/things", Pagination: &pagination,
		Parameters: []runtime.Parameter{
			{Key: "Page", Name: "page", In: "query"}, {Key: "Status", Name: "status", In: "query"},
		},
	}
}

func things(ids ...string) []thing {
	all := []thing{}
	for _, id := range ids {
		all = append(all, thing{id})
	}
	return all
}

func collect(list *runtime.List[thing]) (string, error) {
	var ids []string
	for item, err := range list.All() {
		if err != nil {
			return strings.Join(ids, ""), err
		}
		ids = append(ids, item.ID)
	}
	return strings.Join(ids, ""), nil
}

func TestListsGoOn(t *testing.T) {
	byCursor := map[string]any{"data": things("a", "b"), "next": "c1"}
	link := func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("page") == "" {
			w.Header().Set("Link", `</first>; rel="prev", <?page=2>; rel="last next"`)
			answer(200, things("a", "b"))(w, r)
			return
		}
		answer(200, things("c"))(w, r)
	}
	pageBy := func(pages map[string][]thing) http.HandlerFunc {
		return func(w http.ResponseWriter, r *http.Request) {
			answer(200, pages[r.URL.Query().Get("page")])(w, r)
		}
	}
	for name, each := range map[string]struct {
		pagination runtime.Pagination
		handlers   []http.HandlerFunc
		queries    string
	}{
		"cursor": {
			runtime.Pagination{Style: "cursor", Parameter: "page", Items: "/data", Next: "/next"},
			[]http.HandlerFunc{answer(200, byCursor), answer(200, map[string]any{"data": things("c"), "next": nil})},
			"status=new page=c1&status=new",
		},
		"page": {
			runtime.Pagination{Style: "page", Parameter: "page", Start: 1},
			[]http.HandlerFunc{pageBy(map[string][]thing{"": things("a", "b"), "2": things("c"), "3": {}})},
			"status=new page=2&status=new page=3&status=new",
		},
		"offset": {
			runtime.Pagination{Style: "offset", Parameter: "page"},
			[]http.HandlerFunc{pageBy(map[string][]thing{"": things("a", "b"), "2": things("c"), "3": {}})},
			"status=new page=2&status=new page=3&status=new",
		},
		"link": {runtime.Pagination{Style: "link"}, []http.HandlerFunc{link}, "status=new page=2"},
	} {
		t.Run(name, func(t *testing.T) {
			s := serve(t, each.handlers...)
			values := runtime.Values{"Status": "new"}
			got, err := collect(runtime.NewList[thing](context.Background(), s.client(t), listOf(each.pagination), values))
			if err != nil {
				t.Fatal(err)
			}
			equal(t, got, "abc")
			var queries []string
			for _, request := range s.seen() {
				queries = append(queries, request.URL.RawQuery)
			}
			equal(t, strings.Join(queries, " "), each.queries)
		})
	}
}

var byCursor = runtime.Pagination{Style: "cursor", Parameter: "page", Items: "/data", Next: "/next"}

func TestAPageAndTheNext(t *testing.T) {
	s := serve(t, answer(200, map[string]any{"data": things("a"), "next": "2", "total": 2}), answer(200, map[string]any{"data": nil}))
	page, err := runtime.NewList[thing](context.Background(), s.client(t), listOf(byCursor), nil).Page()
	if err != nil {
		t.Fatal(err)
	}
	equal(t, page.HasNext(), true)
	equal(t, strings.Contains(string(page.JSON), `"total":2`), true)
	next, err := page.Next(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	equal(t, len(next.Items), 0)
	equal(t, next.HasNext(), false)
	none, err := next.Next(context.Background())
	if none != nil || err != nil {
		t.Errorf("got %v, %v", none, err)
	}
}

func TestAListThatGoesRoundEnds(t *testing.T) {
	number := 0
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		number++
		answer(200, map[string]any{"data": things("a"), "next": strconv.Itoa(number % 3)})(w, r)
	})
	_, err := collect(runtime.NewList[thing](context.Background(), s.client(t), listOf(byCursor), nil))
	equal(t, codeOf(err), runtime.CodePaginationLoop)
}

func TestALinkToAnotherServerIsRefused(t *testing.T) {
	s := serve(t, answer(200, things("a"), "Link", `<https://evil.test/x>; rel=next`))
	_, err := collect(runtime.NewList[thing](context.Background(), s.client(t), listOf(runtime.Pagination{Style: "link"}), nil))
	var refused *runtime.PaginationError
	equal(t, errors.As(err, &refused) && refused.Code() == runtime.CodePaginationForeignLink, true)
}

func TestNoListIsADecodeError(t *testing.T) {
	s := serve(t, answer(200, map[string]any{"items": 1}))
	_, err := collect(runtime.NewList[thing](context.Background(), s.client(t), listOf(byCursor), nil))
	equal(t, codeOf(err), runtime.CodeDecodeFailed)
}

func TestLeavingALoopAsksForNoMore(t *testing.T) {
	s := serve(t, answer(200, map[string]any{"data": things("a", "b"), "next": "x"}))
	for item, err := range runtime.NewList[thing](context.Background(), s.client(t), listOf(byCursor), nil).All() {
		if err != nil || item.ID != "a" {
			t.Fatal(fmt.Sprint(item, err))
		}
		break
	}
	equal(t, len(s.seen()), 1)
}
