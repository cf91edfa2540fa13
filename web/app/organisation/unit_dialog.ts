import { html } from 'lit';
import { t } from '../core/i18n';
import { fieldText } from '../core/problem_text';
import { tell } from '../core/status';
import type { Id } from '../core/types';
import { formDialog } from '../dialogs/form';
import { checkField, choiceField, textField, type Choice } from '../widgets/fields';
import * as api from './api';
import { unitName, type Unit, type UnitNode, type UnitType } from './types';

const indented = (nodes: UnitNode[]): Choice[] => {
  const depths = new Map<Id, number>();
  return nodes.map((node) => {
    const depth = node.parent ? (depths.get(node.parent) ?? 0) + 1 : 0;
    depths.set(node.id, depth);
    return { value: node.id, text: `${'\u2003'.repeat(depth)}${unitName(node)}` };
  });
};

// A unit that already has a type outside the list keeps it.
const typeChoices = (types: UnitType[], own: string): Choice[] => {
  const names = types.map(({ name }) => name);
  return [...(own && !names.includes(own) ? [own] : []), ...names].map((name) => ({ value: name, text: name }));
};

// Adds a unit below `parent`, or changes one; from today or from a day on.
export async function unitDialog(change: Unit | null, parent: Id | null): Promise<Unit | undefined> {
  const [nodes, { types }] = await Promise.all([api.units(), api.unitTypes()]);
  const input: api.UnitInput = change
    ? { parent: change.parent, type: change.type, sign: change.sign, name: change.name, active: change.active }
    : { parent, type: types[0]?.name ?? '', sign: '', name: '' };
  let from = '';
  let made: Unit | undefined;
  const type = (error: string | undefined, renew: () => void) => {
    const field = {
      id: 'unit-type',
      label: t('unit.type'),
      value: input.type,
      required: true,
      error,
      change: (value: string) => ((input.type = value), renew()),
    };
    const choices = typeChoices(types, input.type);
    return choices.length ? choiceField({ ...field, choices }) : textField({ ...field, hint: t('unit.type_hint') });
  };
  const done = await formDialog({
    title: change ? t('unit.change_title', { name: unitName(change) }) : t('unit.add'),
    submit: change ? t('form.save') : t('unit.add_submit'),
    body: (problem, renew) => html`
      ${textField({
        id: 'unit-name',
        label: t('unit.name'),
        value: input.name,
        required: true,
        maxlength: 200,
        error: fieldText(problem, '/name'),
        change: (value) => ((input.name = value), renew()),
      })}
      ${textField({
        id: 'unit-sign',
        label: t('unit.sign'),
        hint: t('unit.sign_hint'),
        optional: true,
        value: input.sign,
        maxlength: 30,
        error: fieldText(problem, '/sign'),
        change: (value) => ((input.sign = value), renew()),
      })}
      ${type(fieldText(problem, '/type'), renew)}
      ${choiceField({
        id: 'unit-parent',
        label: t('unit.parent'),
        value: input.parent ?? '',
        choices: [{ value: '', text: t('unit.top') }, ...indented(nodes.filter(({ id }) => id !== change?.id))],
        error: fieldText(problem, '/parent'),
        change: (value) => ((input.parent = value || null), renew()),
      })}
      ${textField({
        id: 'unit-from',
        label: t('unit.valid_from'),
        hint: t('unit.valid_from_hint'),
        type: 'date',
        optional: true,
        value: from,
        error: fieldText(problem, '/valid_from'),
        change: (value) => ((from = value), renew()),
      })}
      ${change
        ? checkField('unit-dissolved', t('unit.dissolved'), input.active === false, (on) => {
            input.active = !on;
            renew();
          })
        : ''}`,
    send: async () => {
      const dated = from ? { ...input, valid_from: from } : input;
      made = await (change ? api.changeUnit(change.id, dated) : api.createUnit(dated));
    },
  });
  if (done) tell(change ? t('form.saved') : t('unit.added', { name: unitName(input) }));
  return made;
}
