// Dates, times and sizes as the chosen language writes them; times are shown in the zone of the browser.
import { locale, t } from './i18n';

export const day = (iso: string): string =>
  new Intl.DateTimeFormat(locale(), { day: '2-digit', month: '2-digit', year: 'numeric' }).format(new Date(iso));

export const clock = (iso: string | number): string =>
  new Intl.DateTimeFormat(locale(), { hour: '2-digit', minute: '2-digit' }).format(new Date(iso));

export const moment = (iso: string): string => t('format.day_and_time', { day: day(iso), time: clock(iso) });

// Near moments in words, far ones as a date: "heute", "gestern", then the day.
export function recently(iso: string, now = new Date()): string {
  const midnight = (date: Date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(now) - midnight(new Date(iso))) / 86_400_000);
  if (days === 0) return t('format.today', { time: clock(iso) });
  if (days === 1) return t('format.yesterday', { time: clock(iso) });
  return day(iso);
}

export function bytes(size: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  const step = size < 1000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(size) / 3));
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: units[step],
    unitDisplay: 'short',
    maximumFractionDigits: step > 1 ? 1 : 0,
  }).format(size / 1000 ** step);
}

export const number = (n: number): string => new Intl.NumberFormat(locale()).format(n);
