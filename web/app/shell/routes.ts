// Every address of the client. Reading views come with the first bundle; the others when one of them is first needed.
import type { Route } from '../core/router';
import '../views/not_found';
import '../views/page';
import '../views/page_path';
import '../views/search';
import '../views/sign_in';
import '../views/space';
import '../views/start';

const id = '(?<id>\\d+)';
const slug = '(?<slug>[^/]+)';
const ready = async () => undefined;
const work = () => import('../work');

const route = (address: string, tag: string, load: Route['load'] = ready, open = false): Route => ({
  pattern: new RegExp(`^${address}/?$`),
  tag,
  load,
  open,
});

export const routes: Route[] = [
  route('', 's-start'),
  route('/sign-in', 's-sign-in', ready, true),
  route('/set-password', 's-set-password', work, true),
  route('/search', 's-search'),
  route(`/p/${id}`, 's-page'),
  route(`/p/${id}/edit`, 's-edit', work),
  route(`/p/${id}/access`, 's-page-access', work),
  route(`/p/${id}/history`, 's-history', work),
  route(`/p/${id}/compare`, 's-compare', work),
  route(`/p/${id}/revisions/(?<revision>\\d+)`, 's-revision', work),
  route(`/s/${slug}`, 's-space'),
  route(`/s/${slug}/(?<path>.+)`, 's-page-path'),
  route(`/spaces/${slug}/new`, 's-new-page', work),
  route(`/spaces/${slug}/trash`, 's-trash', work),
  route(`/spaces/${slug}/broken-links`, 's-broken-links', work),
  route(`/spaces/${slug}/settings`, 's-space-settings', work),
  route('/admin(?:/people)?', 's-people', work),
  route('/admin/spaces', 's-spaces-admin', work),
  route('/admin/groups', 's-groups', work),
  route('/admin/levels', 's-levels', work),
  route('/audit', 's-audit', work),
  route('/organisation', 's-organisation', work),
  route('/notices', 's-notices', work),
  route('/ownership', 's-ownership', work),
  route(`/units/${id}`, 's-unit', work),
  route(`/people/${id}`, 's-contact', work),
  route('/admin/sources', 's-identity-sources', work),
  route('/account', 's-account', work),
  route('/help', 's-help', work, true),
  route('/accessibility', 's-accessibility', work, true),
  route('.*', 's-not-found', ready, true),
];
