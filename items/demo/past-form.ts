import type { FormDocument } from '../../scoring/wire/form-document.ts';
import { readForm } from '../bank.ts';
import { getRow, readBlueprint } from '../blueprint.ts';
import { composeForm } from '../seal.ts';

/**
 * A form as an earlier year had it. Its core is today's, since a core returns every year. What
 * stood in the other places was released and replaced, or was only tried out: there it holds items
 * under names of that year, which are as difficult as those that stand there now.
 */
export function composePastForm(id: string, academicYear: number): FormDocument {
  const { package: pack, keys, uncounted, anchors } = composeForm(id);
  const core = new Set(getRow(readBlueprint(), readForm(id)).core);
  const nameOf = (item: string) => (core.has(item) ? item : `${item}-${academicYear}`);
  const items = pack.items.map((item, at) => {
    if (core.has(item.id)) return item;
    return {
      ...item,
      id: nameOf(item.id),
      title: {
        'zh-TW': `${academicYear} 學年度第 ${at + 1} 題`,
        en: `Item ${at + 1} of school year ${academicYear}`,
      },
    };
  });
  return {
    package: { ...pack, form: { ...pack.form, items: items.map((item) => item.id) }, items },
    keys: keys.map((key) => ({ ...key, item: nameOf(key.item) })),
    uncounted: uncounted.map(nameOf),
    anchors: anchors.map(nameOf),
  };
}
