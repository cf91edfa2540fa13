import { html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import * as api from '../core/api';
import { asProblem, Problem } from '../core/http';
import { t } from '../core/i18n';
import { fieldText, problemText } from '../core/problem_text';
import { go } from '../core/router';
import { forgetTrees, spaceTree, type SpaceTree } from '../core/tree_cache';
import type { Id } from '../core/types';
import { View } from '../core/view';
import { focusFirstError, textField } from '../widgets/fields';
import { breadcrumbs, button, linkButton, notice } from '../widgets/parts';
import '../widgets/page_picker';

@customElement('s-new-page')
export class NewPageView extends View<SpaceTree> {
  @state() private headline = '';
  @state() private parent: Id | null = null;
  @state() private refusal?: Problem;
  @state() private busy = false;

  protected override async load(signal: AbortSignal): Promise<SpaceTree> {
    const tree = await spaceTree(this.match.params.slug, signal);
    if (!tree.space.abilities.create_page) throw new Problem(403, 'forbidden');
    this.parent = this.match.query.get('parent');
    return tree;
  }

  protected override name(): string {
    return t('new_page.title');
  }

  private async submit(event: Event): Promise<void> {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    if (this.busy) return;
    this.busy = true;
    try {
      const title = this.headline.trim();
      const { byId, roots } = this.data!;
      const siblings = this.parent ? byId.get(this.parent)?.children : roots;
      const place = { parent: this.parent ?? undefined, after: siblings?.at(-1)?.page.id };
      const page = await api.createPage(this.match.params.slug, { title, ...place });
      forgetTrees();
      await go(`/p/${page.id}/edit`, { replace: true });
    } catch (error) {
      this.refusal = asProblem(error);
      await focusFirstError(form.parentElement!);
    } finally {
      this.busy = false;
    }
  }

  protected override content(tree: SpaceTree) {
    const { space } = tree;
    return html`
      <div class="s-page s-page--narrow">
        ${breadcrumbs([{ href: `/s/${space.slug}`, title: space.title }])}
        <h1 class="kern-heading-large" tabindex="-1">${t('new_page.title')}</h1>
        ${this.refusal
          ? html`<div tabindex="-1" role="alert">${notice('danger', problemText(this.refusal))}</div>`
          : nothing}
        <form class="s-form" @submit=${this.submit}>
          ${textField({
            id: 'title',
            label: t('edit.headline'),
            hint: t('new_page.headline_hint'),
            value: this.headline,
            required: true,
            maxlength: 1000,
            error: fieldText(this.refusal, '/title'),
            change: (value) => (this.headline = value),
          })}
          <s-page-picker
            .forest=${tree}
            .chosen=${this.parent}
            .legend=${t('new_page.parent')}
            @chosen=${(event: CustomEvent<Id | null>) => (this.parent = event.detail)}
          ></s-page-picker>
          <div class="s-actions">
            ${button(t('new_page.submit'), undefined, { kind: 'primary', submit: true, busy: this.busy })}
            ${linkButton(t('dialog.cancel'), this.parent ? `/p/${this.parent}` : `/s/${space.slug}`)}
          </div>
        </form>
      </div>`;
  }
}
