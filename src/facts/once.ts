/** What is found of an object, found once and kept as long as the object is: what it is found of must not change. */
export function once<K extends object, V>(find: (of: K) => V): (of: K) => V {
  const known = new WeakMap<K, V>();
  return (of) => {
    const found = known.get(of);
    if (found !== undefined || known.has(of)) return found as V;
    const made = find(of);
    known.set(of, made);
    return made;
  };
}

/** The same of an object and a second value, such as a model and its target: kept for the last second value that was asked for. */
export function onceFor<K extends object, B, V>(find: (of: K, by: B) => V): (of: K, by: B) => V {
  const known = new WeakMap<K, { readonly by: B; readonly made: V }>();
  return (of, by) => {
    const found = known.get(of);
    if (found !== undefined && found.by === by) return found.made;
    const made = find(of, by);
    known.set(of, { by, made });
    return made;
  };
}
