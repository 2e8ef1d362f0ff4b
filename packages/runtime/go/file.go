package runtime

import (
	"bytes"
	"encoding/json"
	"io"
)

// File is a file to be sent, e.g. as a part of a multipart body.
type File struct {
	// Name is the file's name as the server is told; that of the part unless given.
	Name string
	// ContentType is the media type; what the contract says, else application/octet-stream, unless given.
	ContentType string
	// Content is what is sent. A call can be sent again only if it is an io.Seeker too.
	Content io.Reader
}

// FileOf gives a file in memory.
func FileOf(name string, data []byte) File { return File{Name: name, Content: bytes.NewReader(data)} }

// MarshalJSON writes the content as a string, for contracts that have bytes in JSON.
func (f File) MarshalJSON() ([]byte, error) {
	if f.Content == nil {
		return []byte(`""`), nil
	}
	data, err := io.ReadAll(f.Content)
	if err != nil {
		return nil, err
	}
	if seeker, ok := f.Content.(io.Seeker); ok {
		if _, err := seeker.Seek(int64(-len(data)), io.SeekCurrent); err != nil {
			return nil, err
		}
	}
	return json.Marshal(string(data))
}

// UnmarshalJSON reads a JSON string as the content.
func (f *File) UnmarshalJSON(data []byte) error {
	var text string
	if err := json.Unmarshal(data, &text); err != nil {
		return err
	}
	*f = FileOf("", []byte(text))
	return nil
}
