// Finds what all stacks have in common, so that the same stacks can be said in the language of each contestant.

/** Where a value differs from stack to stack; equal columns are one variable. */
export class Variable {
  constructor(name, sample) {
    this.name = name;
    this.sample = sample;
  }
}

/**
 * @param stacks the objects of each stack, all of one structure
 * @returns the tree that they share with a Variable at each value that differs, and for each stack the values of the variables
 */
export function shapeOf(stacks) {
  const names = new Map();
  const columns = [];
  const walk = (values) => {
    const [first] = values;
    if (Array.isArray(first))
      return first.map((_, index) => walk(values.map((value) => sameSize(value, first)[index])));
    if (typeof first === 'object' && first !== null) {
      return Object.fromEntries(
        Object.keys(first).map((key) => [key, walk(values.map((value) => sameSize(value, first)[key]))]),
      );
    }
    if (values.every((value) => value === first)) return first;
    const key = JSON.stringify(values);
    if (!names.has(key)) {
      names.set(key, new Variable(`v${names.size}`, first));
      columns.push(values);
    }
    return names.get(key);
  };
  const tree = walk(stacks);
  const rows = stacks.map((_, index) => Object.fromEntries(columns.map((column, at) => [`v${at}`, column[index]])));
  return { tree, rows };
}

function sameSize(value, like) {
  if (typeof value !== 'object' || Object.keys(value).join() !== Object.keys(like).join()) {
    throw new Error('the stacks of the workload differ in structure, and no template can say them');
  }
  return value;
}

/** The tree with something in the place of each variable. */
export function fill(tree, put) {
  if (tree instanceof Variable) return put(tree);
  if (Array.isArray(tree)) return tree.map((item) => fill(item, put));
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, item]) => [key, fill(item, put)]));
}

/** Each place of a variable, as a JSON pointer. */
export function places(tree, pointer = '') {
  if (tree instanceof Variable) return [{ pointer, variable: tree }];
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.entries(tree).flatMap(([key, item]) =>
    places(item, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}
