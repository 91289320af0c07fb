import { LOCALES, type Locale } from '../../scoring/wire/text.ts';
import { THEMES, type Theme } from '../kit/theme.svelte.ts';

/** The author's desk shows the bank or one item; a stage is an item as a pupil sees it. */
export type Route =
  | { page: 'bank' }
  | { page: 'item'; id: string }
  | { page: 'stage'; id: string; locale: Locale; theme: Theme };

export type StageRoute = Extract<Route, { page: 'stage' }>;

export function readRoute(hash: string): Route {
  const [page, id = '', locale, theme] = hash.replace(/^#\/?/, '').split('/');
  if (page === 'item' && id !== '') return { page, id: decodeURIComponent(id) };
  if (page !== 'stage') return { page: 'bank' };
  return {
    page,
    id: decodeURIComponent(id),
    locale: LOCALES.find((one) => one === locale) ?? 'zh-TW',
    theme: THEMES.find((one) => one === theme) ?? 'light',
  };
}

export function writeRoute(route: Route): string {
  if (route.page === 'bank') return '#/';
  const id = encodeURIComponent(route.id);
  if (route.page === 'item') return `#/item/${id}`;
  return `#/stage/${id}/${route.locale}/${route.theme}`;
}
