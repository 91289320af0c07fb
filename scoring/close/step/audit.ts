import { attackPages } from '../document/attack.ts';
import { done, type Documents, getValue } from '../results.ts';
import { atOnce } from '../step.ts';

/**
 * The last step attacks the pages as they are written. Throws RangeError, and with it fails the
 * release, where a hidden figure can be had from those that are shown.
 */
export const audit = atOnce<'audit'>(['programmes', 'documents'], ({ results }) => {
  const { documents } = getValue(results.documents, 'documents');
  const pages = { city: getPage(documents, 'city'), results: getPage(documents, 'results') };
  const { hidden, equations, recovered } = attackPages(pages, results);
  const [first] = recovered;
  if (first !== undefined) throw new RangeError(`a hidden figure can be worked out: ${first}`);
  const said = pages.results.audit;
  if (said.hidden !== hidden || said.equations !== equations) {
    throw new RangeError('the results page does not say what its audit came to');
  }
  return done({ hidden, equations });
});

type Page = Documents['documents'][number]['report'];

function getPage<Name extends Page['page']>(documents: Documents['documents'], name: Name) {
  const isOf = (report: Page): report is Extract<Page, { page: Name }> => report.page === name;
  const found = documents.map(({ report }) => report).find(isOf);
  if (!found) throw new Error(`no page ${name}`);
  return found;
}
