const named: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** A text as the content or an attribute of HTML or XML; what XML 1.0 cannot hold, or steers a terminal, becomes U+FFFD. */
export function escapeMarkup(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F-\u009F\uFFFE\uFFFF]/gu, "\uFFFD")
    .replaceAll(/[&<>"']/gu, (letter) => named[letter] ?? letter);
}
