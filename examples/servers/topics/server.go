// Command topics keeps topics: topics.list, create, get, update and delete of specs/openapi/topics.yaml, in memory, with the
// standard library alone.
//
//	go run . [-port N] [-fault outdated-taken|retention-unbounded|expired-taken]
//
// It listens on loopback and prints its URL. With a fault it breaks its contract in one place.
package main

import (
	"bytes"
	"cmp"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"maps"
	"mime"
	"net"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// access is what a token gives, or why it is refused.
type access struct {
	project, scopes string
	refused         problem
}

// tokens are those of the profile, one of each class.
var tokens = map[string]access{
	"example-valid-5f0d8d8e":        {project: "one", scopes: "topics:read topics:write"},
	"example-unscoped-6a0b4b53":     {project: "one"},
	"example-other-tenant-9d0c0c5b": {project: "two", scopes: "topics:read topics:write"},
	"example-expired-1f6d7c2e":      {refused: "token_expired"},
	"example-revoked-3b8e2a91":      {refused: "token_revoked"},
}

type (
	topic = map[string]any
	call  struct {
		project, name string
		given         map[string]string // the parameters
		mediaType     string
		body          []byte
	}
	reply struct {
		status int
		header map[string]string
		body   any
	}
	server struct {
		fault, secret string
		mutex         sync.Mutex
		topics        map[string]map[string]topic // by project and name
		bodies        map[string][]byte           // of calls, by project and Idempotency-Key
		replies       map[string]reply            // to these calls
	}
)

func main() {
	port := flag.Int("port", 0, "0 for any that is free")
	fault := flag.String("fault", "", "outdated-taken, retention-unbounded or expired-taken")
	flag.Parse()
	switch *fault {
	case "retention-unbounded":
		creation.members["retentionSeconds"] = reflect.Float64
	case "expired-taken":
		tokens["example-expired-1f6d7c2e"] = tokens["example-valid-5f0d8d8e"]
	}
	listener, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", *port))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("http://%s\n", listener.Addr())
	s := &server{fault: *fault, secret: rand.Text(), bodies: map[string][]byte{}, replies: map[string]reply{}}
	s.topics = map[string]map[string]topic{"one": {}, "two": {}}
	log.Fatal((&http.Server{Handler: s.routes(), ReadTimeout: time.Minute}).Serve(listener))
}

func (s *server) routes() http.Handler {
	const all, one, read, write = "/v1/topics", "/v1/topics/{topic}", "topics:read", "topics:write"
	mux := http.NewServeMux()
	mux.Handle("GET "+all, s.operation(read, s.list, "", "prefix", "source", "filter", "order", "limit", "cursor"))
	mux.Handle("POST "+all, s.operation(write, s.create, "Idempotency-Key"))
	mux.Handle("GET "+one, s.operation(read, s.get, "If-None-Match"))
	mux.Handle("PATCH "+one, s.operation(write, s.update, "If-Match"))
	mux.Handle("DELETE "+one, s.operation(write, s.remove, "If-Match"))
	mux.Handle(all, refusal("method_not_allowed", "GET, POST"))
	mux.Handle(one, refusal("method_not_allowed", "GET, PATCH, DELETE"))
	mux.Handle("/", refusal("route_not_found", ""))
	return mux
}

func refusal(p problem, allow string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		if allow != "" {
			w.Header().Set("Allow", allow)
		}
		answer(w, r, reply{}, p)
	}
}

// operation is performed for callers with the scope. It takes a header and the parameters of a query.
func (s *server) operation(scope string, perform func(call) (reply, error), header string, query ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1<<20))
		if err != nil {
			answer(w, r, reply{}, problem("payload_too_large"))
			return
		}
		mediaType, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
		c := call{name: r.PathValue("topic"), given: map[string]string{}, mediaType: mediaType, body: body}
		c.project, err = authorize(r, scope)
		for _, name := range append(query, header, "Request-Id") {
			values := r.Header.Values(name)
			if slices.Contains(query, name) {
				values = r.URL.Query()[name]
			}
			if len(values) == 0 {
				continue
			}
			c.given[name] = values[0]
			if err == nil && !fits(parameters[name], values[0]) {
				err = problem("validation_failed")
			}
		}
		var made reply
		if err == nil {
			s.mutex.Lock()
			defer s.mutex.Unlock()
			made, err = perform(c)
		}
		answer(w, r, made, err)
	}
}

// authorize finds the caller's project.
func authorize(r *http.Request, scope string) (string, error) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || token == "" {
		return "", problem("missing_token")
	}
	caller := access{refused: "invalid_token"}
	for each, given := range tokens {
		if subtle.ConstantTimeCompare([]byte(each), []byte(token)) == 1 {
			caller = given
		}
	}
	if caller.refused != "" {
		return "", caller.refused
	}
	if !slices.Contains(strings.Fields(caller.scopes), scope) {
		return "", problem("insufficient_scope")
	}
	return caller.project, nil
}

func answer(w http.ResponseWriter, r *http.Request, made reply, err error) {
	id, mediaType := r.Header.Get("Request-Id"), "application/json"
	if !fits(parameters["Request-Id"], id) {
		id = "req_" + rand.Text()
	}
	if p, ok := err.(problem); ok {
		known := problems[p]
		mediaType, made = "application/problem+json", reply{status: known.status, body: map[string]any{
			"type": "https://parlance.dev/errors/" + string(p), "title": known.title, "status": known.status, "code": p,
			"retryable": p == "token_expired", "requestId": id,
		}}
		if known.status == http.StatusUnauthorized {
			w.Header().Set("WWW-Authenticate", "Bearer")
		}
	}
	w.Header().Set("Request-Id", id)
	for name, value := range made.header {
		w.Header().Set(name, value)
	}
	if made.body == nil {
		w.WriteHeader(made.status)
		return
	}
	w.Header().Set("Content-Type", mediaType)
	w.WriteHeader(made.status)
	json.NewEncoder(w).Encode(made.body)
}

// sent is the body, if a rule allows it.
func (c call) sent(mediaType string, r rule) (map[string]any, error) {
	var value any
	switch {
	case c.mediaType != mediaType:
		return nil, problem("unsupported_media_type")
	case !utf8.Valid(c.body) || json.Unmarshal(c.body, &value) != nil:
		return nil, problem("invalid_json")
	case !fits(r, value):
		return nil, problem("validation_failed")
	}
	return value.(map[string]any), nil
}

func (s *server) list(c call) (reply, error) {
	var wanted any
	text := cmp.Or(c.given["filter"], "{}")
	if len(text) > 4096 || json.Unmarshal([]byte(text), &wanted) != nil || !fits(filter, wanted) {
		return reply{}, problem("invalid_filter")
	}
	_, after, _ := strings.Cut(c.given["cursor"], " ")
	if c.given["cursor"] != "" && c.given["cursor"] != s.cursor(c, after) {
		return reply{}, problem("invalid_cursor")
	}
	direction := 1
	if c.given["order"] != "asc" {
		direction = -1
	}
	found := []topic{}
	for _, each := range s.topics[c.project] {
		isNext := after == "" || cmp.Compare(position(each), after) == direction
		hasSource := c.given["source"] == "" || c.given["source"] == each["source"]
		hasPrefix := strings.HasPrefix(each["name"].(string), c.given["prefix"])
		if isNext && hasSource && hasPrefix && selects(wanted.(map[string]any), each) {
			found = append(found, each)
		}
	}
	slices.SortFunc(found, func(a, b topic) int { return direction * cmp.Compare(position(a), position(b)) })
	limit, _ := strconv.Atoi(cmp.Or(c.given["limit"], "50"))
	page := map[string]any{"items": found, "nextCursor": nil}
	if len(found) > limit {
		page["items"], page["nextCursor"] = found[:limit], s.cursor(c, position(found[limit-1]))
	}
	return reply{http.StatusOK, nil, page}, nil
}

// position is the place of a topic in lists, from the oldest to the newest.
func position(t topic) string { return t["createdAt"].(string) + t["name"].(string) }

// cursor is a position, signed together with all that makes the list what it is.
func (s *server) cursor(c call, after string) string {
	mac, given := hmac.New(sha256.New, []byte(s.secret)), c.given
	fmt.Fprintf(mac, "%q", []string{c.project, given["prefix"], given["source"], given["filter"], given["order"], after})
	return fmt.Sprintf("%x %s", mac.Sum(nil), after)
}

func (s *server) create(c call) (reply, error) {
	key := c.project + " " + c.given["Idempotency-Key"]
	if kept, ok := s.replies[key]; ok {
		if !bytes.Equal(s.bodies[key], c.body) {
			return reply{}, problem("idempotency_mismatch")
		}
		kept.header = maps.Clone(kept.header)
		kept.header["Idempotency-Replayed"] = "true"
		return kept, nil
	}
	sent, err := c.sent("application/json", creation)
	if err != nil {
		return reply{}, err
	}
	created := topic{
		"description": "", "source": "application", "retentionSeconds": 604800.0, "validation": "none", "schemaVersion": nil,
		"eventCount": 0.0, "lastEventAt": nil, "labels": map[string]any{}, "version": 0.0, "createdAt": now(),
	}
	maps.Copy(created, sent)
	c.name = created["name"].(string)
	if s.topics[c.project][c.name] != nil {
		return reply{}, problem("already_exists")
	}
	made := s.store(c, created)
	made.status, made.header["Location"] = http.StatusCreated, "/v1/topics/"+c.name
	if c.given["Idempotency-Key"] != "" {
		s.replies[key], s.bodies[key] = made, c.body
	}
	return made, nil
}

func (s *server) get(c call) (reply, error) {
	found, err := s.find(c)
	if err != nil {
		return reply{}, err
	}
	header := map[string]string{"ETag": etag(found)}
	if c.given["If-None-Match"] == etag(found) {
		return reply{http.StatusNotModified, header, nil}, nil
	}
	return reply{http.StatusOK, header, found}, nil
}

func (s *server) update(c call) (reply, error) {
	found, err := s.find(c)
	if err != nil {
		return reply{}, err
	}
	patch, err := c.sent("application/merge-patch+json", change)
	if err != nil {
		return reply{}, err
	}
	changed, labels := maps.Clone(found), maps.Clone(found["labels"].(map[string]any))
	maps.Copy(changed, patch)
	if changes, ok := patch["labels"].(map[string]any); ok {
		maps.Copy(labels, changes)
		maps.DeleteFunc(labels, func(_ string, value any) bool { return value == nil })
	}
	if len(labels) > 64 {
		return reply{}, problem("unprocessable")
	}
	changed["labels"] = labels
	return s.store(c, changed), nil
}

func (s *server) remove(c call) (reply, error) {
	_, err := s.find(c)
	if err == nil {
		delete(s.topics[c.project], c.name)
	}
	return reply{status: http.StatusNoContent}, err
}

// find is the topic that the path names, of the version that is meant.
func (s *server) find(c call) (topic, error) {
	found, ok := s.topics[c.project][c.name]
	if !ok {
		return nil, problem("not_found")
	}
	if wanted := c.given["If-Match"]; wanted != "" && wanted != "*" && wanted != etag(found) && s.fault != "outdated-taken" {
		return nil, problem("version_conflict")
	}
	return found, nil
}

// store keeps a topic as its next version.
func (s *server) store(c call, t topic) reply {
	t["version"], t["updatedAt"] = t["version"].(float64)+1, now()
	s.topics[c.project][c.name] = t
	return reply{http.StatusOK, map[string]string{"ETag": etag(t)}, t}
}

func etag(t topic) string { return fmt.Sprintf(`"%.0f"`, t["version"]) }

func now() string { return time.Now().UTC().Format("2006-01-02T15:04:05.000Z") }
