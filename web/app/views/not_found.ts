import { html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { Problem } from '../core/http';
import { View } from '../core/view';

@customElement('s-not-found')
export class NotFoundView extends View<never> {
  protected override load(): Promise<never> {
    return Promise.reject(new Problem(404, 'not_found'));
  }
  protected override name(): string {
    return '';
  }
  protected override content() {
    return html``;
  }
}
