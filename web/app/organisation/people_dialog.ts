// A list of people with what each is there for and from when to when: members of a unit, holders of a post, groups.
import { html, nothing } from 'lit';
import { t } from '../core/i18n';
import { fieldText } from '../core/problem_text';
import { announce, tell } from '../core/status';
import type { Person } from '../core/types';
import { formDialog } from '../dialogs/form';
import { choiceField, textField } from '../widgets/fields';
import '../widgets/person_picker';
import { scopes, type DeputyScope, type HolderRole } from './types';

export interface Row {
  person: Person;
  valid_from?: string;
  valid_to?: string | null;
  role?: HolderRole;
  scope?: DeputyScope;
}

interface PeopleDialog {
  title: string;
  list: string; // member of the request, for the places of refusals
  rows: Row[];
  dated: boolean;
  roles: boolean;
  send: (rows: Row[]) => Promise<unknown>;
}

type Part = 'holder' | DeputyScope;
const partOf = (row: Row): Part => (row.role === 'deputy' ? (row.scope ?? 'read') : 'holder');
const withPart = (row: Row, part: Part): Row =>
  part === 'holder' ? { ...row, role: 'holder', scope: undefined } : { ...row, role: 'deputy', scope: part };

export async function peopleDialog({ title, list, rows, dated, roles, send }: PeopleDialog): Promise<boolean> {
  let current = [...rows];
  const done = await formDialog({
    title,
    submit: t('form.save'),
    body: (problem, renew) => {
      const set = (at: number, change: Partial<Row>) => {
        current = current.map((row, i) => (i === at ? { ...row, ...change } : row));
        renew();
      };
      const days = (row: Row, i: number) =>
        (['valid_from', 'valid_to'] as const).map((name) =>
          textField({
            id: `${name}-${i}`,
            label: t(`people.${name}`),
            type: 'date',
            optional: true,
            value: row[name] ?? '',
            error: fieldText(problem, `/${list}/${i}/${name}`),
            change: (value) => set(i, { [name]: value }),
          }),
        );
      const part = (row: Row, i: number) =>
        choiceField({
          id: `part-${i}`,
          label: t('post.part'),
          value: partOf(row),
          choices: (['holder', ...scopes] as Part[]).map((value) => ({ value, text: t(`post.part_${value}`) })),
          change: (value) => ((current = current.map((one, at) => (at === i ? withPart(one, value as Part) : one))), renew()),
        });
      const drop = (row: Row) => {
        current = current.filter((other) => other !== row);
        announce(t('grants.removed', { name: row.person.display_name }));
        renew();
      };
      const add = (person: Person) => {
        if (current.some((row) => row.person.id === person.id)) return announce(t('people.known'));
        current = [...current, roles ? withPart({ person }, 'holder') : { person }];
        announce(t('grants.added', { name: person.display_name }));
        renew();
      };
      return html`
        ${current.length
          ? html`<ul class="s-rows s-rows--wide">
              ${current.map(
                (row, i) => html`<li class="s-rows__row s-membership">
                  <fieldset>
                    <legend class="s-rows__title">${row.person.display_name}</legend>
                    ${roles ? part(row, i) : nothing}
                    ${dated ? html`<div class="s-membership__days">${days(row, i)}</div>` : nothing}
                  </fieldset>
                  <button type="button" class="kern-btn kern-btn--tertiary s-btn--small" @click=${() => drop(row)}>
                    <span class="kern-label"
                      >${t('grants.remove')}<span class="kern-sr-only"> ${row.person.display_name}</span></span
                    >
                  </button>
                </li>`,
              )}
            </ul>`
          : html`<p class="s-meta">${t('people.nobody_yet')}</p>`}
        <s-person-picker
          .label=${t('people.pick')}
          .clears=${true}
          @chosen=${(event: CustomEvent<Person | null>) => event.detail && add(event.detail)}
        ></s-person-picker>`;
    },
    send: () => send(current),
  });
  if (done) tell(t('form.saved'));
  return done;
}

// What the server wants of a row: empty days are left out.
export const membership = ({ person, valid_from, valid_to }: Row) => ({
  person: person.id,
  ...(valid_from ? { valid_from } : {}),
  ...(valid_to ? { valid_to } : {}),
});
