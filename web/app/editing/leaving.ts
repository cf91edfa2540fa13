import { t } from '../core/i18n';
import { ask } from '../widgets/ask';

// What becomes of a draft whose page is left without saving a version.
export const askBeforeLeaving = (stored: boolean) =>
  ask<'keep' | 'discard' | 'stay'>(t('leave.title'), t(stored ? 'leave.stored' : 'leave.unsent'), [
    { value: 'keep', text: t('leave.keep'), kind: 'primary' },
    { value: 'stay', text: t('leave.stay') },
    { value: 'discard', text: t('leave.discard'), kind: 'tertiary' },
  ]);
