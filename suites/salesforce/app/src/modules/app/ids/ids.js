/** Ids as a large application has them: they start somewhere else at each load, and only grow. */
let next = Math.floor(Math.random() * 9000) + 100;

export const generatedId = (name) => `${name}-${(next += 17)}`;
