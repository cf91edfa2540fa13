// The only place where a string becomes markup. Only HTML our server rendered from Markdown, or a search snippet it
// escaped, may come through here; the CSP refuses every other policy and every other sink.
interface Html {
  toString(): string;
}
interface Factory {
  createPolicy(name: string, rules: { createHTML(text: string): string }): { createHTML(text: string): Html };
}

const factory = (globalThis as { trustedTypes?: Factory }).trustedTypes;
const policy = factory?.createPolicy('stafette', { createHTML: (text) => text });

export const renderedByServer = (html: string): Html => policy?.createHTML(html) ?? html;
