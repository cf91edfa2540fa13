import { html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import * as api from '../core/api';
import { count, t } from '../core/i18n';
import { fieldText, problemText } from '../core/problem_text';
import { me } from '../core/session';
import { tell } from '../core/status';
import type { Level, Space, SpaceName } from '../core/types';
import { levels } from '../core/types';
import { View } from '../core/view';
import { formDialog } from '../dialogs/form';
import { areaField, choiceField, textField } from '../widgets/fields';
import { button, empty, linkButton } from '../widgets/parts';
import { adminNav } from './nav';
import { slugOf } from './slug';
import '../access/founders';

export async function newSpaceDialog(): Promise<boolean> {
  const space: api.NewSpace = { slug: '', title: '', description: '', everyone: 'read' };
  let own_slug = false;
  const done = await formDialog({
    title: t('spaces.add'),
    submit: t('spaces.add_submit'),
    body: (problem, renew) => html`
      ${textField({
        id: 'space-title',
        label: t('spaces.name'),
        value: space.title,
        required: true,
        error: fieldText(problem, '/title'),
        change: (title) => {
          space.title = title;
          if (!own_slug) space.slug = slugOf(title);
          renew();
        },
      })}
      ${textField({
        id: 'space-slug',
        label: t('spaces.slug'),
        hint: t('spaces.slug_hint'),
        value: space.slug,
        required: true,
        maxlength: 60,
        error: fieldText(problem, '/slug') ?? (problem?.key === 'slug_taken' ? problemText(problem) : undefined),
        change: (slug) => ((space.slug = slug), (own_slug = true), renew()),
      })}
      ${areaField({
        id: 'space-description',
        label: t('spaces.description'),
        optional: true,
        value: space.description,
        error: fieldText(problem, '/description'),
        change: (description) => ((space.description = description), renew()),
      })}
      ${choiceField({
        id: 'space-everyone',
        label: t('spaces.everyone'),
        value: space.everyone ?? '',
        choices: [{ value: '', text: t('spaces.nobody') }].concat(
          levels.map((level) => ({ value: level, text: t(`level.${level}`) })),
        ),
        change: (level) => ((space.everyone = (level || null) as Level | null), renew()),
      })}`,
    send: () => api.createSpace(space),
  });
  if (done) tell(t('spaces.added', { title: space.title }));
  return done;
}

type Named = SpaceName & { space?: Space };

@customElement('s-spaces-admin')
export class SpacesView extends View<Named[]> {
  protected override async load(signal: AbortSignal): Promise<Named[]> {
    const [all, readable] = await Promise.all([api.allSpaces(signal), api.spaces(signal)]);
    return all.map((name) => ({ ...name, space: readable.find((space) => space.slug === name.slug) }));
  }

  protected override name(): string {
    return t('spaces.title');
  }

  private row({ slug, title, space }: Named) {
    return html`
      <li class="s-rows__row">
        <div>
          <h2 class="s-rows__title">${space ? html`<a href="/s/${slug}">${title}</a>` : title}</h2>
          <p class="s-meta">${slug} · ${space ? count('space.pages', space.pages) : t('spaces.unreadable')}</p>
        </div>
        ${linkButton(t('space.settings'), `/spaces/${slug}/settings`, { small: true })}
      </li>`;
  }

  protected override content(spaces: Named[]) {
    return html`
      <div class="s-page">
        <h1 class="kern-heading-large" tabindex="-1">${t('admin.title')}</h1>
        ${adminNav('spaces')}
        <div class="s-actions">
          ${me()?.abilities.create_space
            ? button(t('spaces.add'), async () => (await newSpaceDialog()) && this.reload(), {
                kind: 'primary',
                icon: 'kern-icon--add',
              })
            : nothing}
        </div>
        ${spaces.length
          ? html`<ul class="s-rows">
              ${spaces.map((space) => this.row(space))}
            </ul>`
          : empty(t('spaces.none'), t('spaces.none_help'))}
        <s-founders></s-founders>
      </div>`;
  }
}
