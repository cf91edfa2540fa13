// How principals, levels and the reasons for access are said.
import { moment } from '../core/format';
import { t } from '../core/i18n';
import type { Explanation, Level, PrincipalRef } from '../core/types';

export const nameOf = ({ kind, display_name }: PrincipalRef): string =>
  kind === 'everyone' ? t('grants.everyone') : (display_name ?? '');

export const kindOf = ({ kind }: PrincipalRef): string => t(`principal.${kind}`);

export const levelName = (level: Level | null | undefined): string => (level ? t(`level.${level}`) : t('access.none'));

// One sentence each, in the order in which rights are worked out.
export function reasons(explanation: Explanation): string[] {
  const { begins, space, by, break_glass_until, inactive, ceiling } = explanation;
  const list = begins ? t('access.list_of_page', { page: begins.title }) : t('access.list_of_space', { space: space.title });
  const lines = by.map(({ principal, level }) =>
    t('access.by', { name: principal.kind === 'everyone' ? nameOf(principal) : `${kindOf(principal)} ${nameOf(principal)}`, level: levelName(level) }),
  );
  if (break_glass_until) lines.push(t('access.by_break_glass', { until: moment(break_glass_until) }));
  if (!lines.length) lines.push(t('access.by_nothing'));
  if (inactive) lines.push(t('access.inactive'));
  if (ceiling) lines.push(t('access.ceiling', { level: levelName(ceiling) }));
  return [list, ...lines];
}
