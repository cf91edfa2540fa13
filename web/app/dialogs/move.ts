// Moving a page with everything below it: to another place in its space, or to another space.
import { html } from 'lit';
import { rehearseMove } from '../access/api';
import { rehearsed } from '../access/rehearsal';
import * as api from '../core/api';
import { Problem } from '../core/http';
import { t } from '../core/i18n';
import { tell } from '../core/status';
import { forgetTrees, spaceTree, type SpaceTree } from '../core/tree_cache';
import type { Id, Page, Space } from '../core/types';
import { choiceField } from '../widgets/fields';
import { formDialog } from './form';
import '../widgets/page_picker';

class Move {
  parent: Id | null;
  after: Id | null = null;

  constructor(
    readonly page: Page,
    readonly spaces: Space[],
    public tree: SpaceTree,
  ) {
    this.parent = page.parent && tree.byId.has(page.parent) ? page.parent : null;
    const around = this.siblings(true);
    const at = around.findIndex((node) => node.page.id === page.id);
    this.after = around[at - 1]?.page.id ?? null;
  }

  siblings(all = false) {
    const nodes = this.parent ? (this.tree.byId.get(this.parent)?.children ?? []) : this.tree.roots;
    return all ? nodes : nodes.filter((node) => node.page.id !== this.page.id);
  }

  into(parent: Id | null): void {
    this.parent = parent;
    this.after = this.siblings().at(-1)?.page.id ?? null;
  }

  private get to() {
    const space = this.tree.space.slug;
    const place = { parent: this.parent, after: this.after };
    return space === this.page.space.slug ? place : { ...place, space };
  }

  // Who manages both places is shown first what the move does to the access of others.
  async send(): Promise<void> {
    const { id } = this.page;
    const effects = this.page.abilities.manage ? await rehearseMove(id, this.to).catch(() => undefined) : undefined;
    if (!effects?.gain && !effects?.lose) return void (await api.move(id, this.to));
    const moved = await rehearsed({
      title: t('rehearsal.title'),
      submit: t('move.submit'),
      rehearse: (cursor) => rehearseMove(id, this.to, cursor),
      act: () => api.move(id, this.to),
    });
    if (!moved) throw new Problem(-1, 'not_moved');
  }
}

export async function moveDialog(page: Page): Promise<boolean> {
  const [tree, spaces] = await Promise.all([spaceTree(page.space.slug), api.spaces()]);
  const move = new Move(page, spaces.filter((space) => space.abilities.create_page), tree);
  const done = await formDialog({
    title: t('move.title', { title: page.title }),
    submit: t('move.submit'),
    body: (_, renew) => fields(move, renew),
    send: () => move.send(),
  });
  if (done) {
    forgetTrees();
    tell(t('move.done'));
  }
  return done;
}

function fields(move: Move, renew: () => void) {
  const otherSpace = async (slug: string) => {
    move.tree = await spaceTree(slug);
    move.into(null);
    renew();
  };
  const places = [{ value: '', text: t('move.first') }].concat(
    move.siblings().map((node) => ({ value: node.page.id, text: t('move.after', { title: node.page.title }) })),
  );
  return html`
    ${move.spaces.length > 1
      ? choiceField({
          id: 'move-space',
          label: t('move.space'),
          value: move.tree.space.slug,
          choices: move.spaces.map((space) => ({ value: space.slug, text: space.title })),
          change: (slug) => void otherSpace(slug),
        })
      : ''}
    <s-page-picker
      .forest=${move.tree}
      .chosen=${move.parent}
      .without=${move.page.id}
      .legend=${t('move.parent')}
      @chosen=${(event: CustomEvent<Id | null>) => (move.into(event.detail), renew())}
    ></s-page-picker>
    ${choiceField({
      id: 'move-after',
      label: t('move.place'),
      value: move.after ?? '',
      choices: places,
      change: (value) => ((move.after = value || null), renew()),
    })}`;
}
