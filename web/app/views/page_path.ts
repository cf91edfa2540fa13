// /s/{space}/{path}: the page that lives, or once lived, at a path.
import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import * as api from '../core/api';
import { go } from '../core/router';
import { View } from '../core/view';

@customElement('s-page-path')
export class PagePathView extends View<true> {
  protected override async load(signal: AbortSignal): Promise<true> {
    const { slug, path } = this.match.params;
    const { id } = await api.pageAt(slug, path.replace(/\/$/, ''), signal);
    await go(`/p/${id}${this.match.hash}`, { replace: true });
    return true;
  }
  protected override name(): string {
    return '';
  }
  protected override content() {
    return html``;
  }
}
