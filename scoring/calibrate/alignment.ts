/** Response functions of a set of items: any number of values at a θ, always in the same order. */
export type Curves = (theta: number) => Float64Array;

/** θ(base) = A·θ(fresh) + B. */
export interface Alignment {
  A: number;
  B: number;
}

/** Half the width of the central difference: small against θ, large against rounding. */
const STEP = 1e-5;
const ROUNDS = 500;

/**
 * The A and B that bring two metrics together: they minimise
 * Σ_q w_q Σ_j (base_j(θ_q) − fresh_j((θ_q − B)/A))², θ_q on the base metric, in one direction only.
 * With the category probabilities as values it is Haebara's criterion (1980, Japanese Psychological
 * Research 22), with the expected total score that of Stocking & Lord (1983, Applied Psychological
 * Measurement 7). A sum of squares of two unknowns: Levenberg's and Marquardt's steps (Marquardt
 * 1963, SIAM J. 11) until neither moves by 1e-10. Knows nothing of the model behind the curves.
 * Throws RangeError where no minimum with A > 0 is found.
 */
export function alignCurves(input: {
  base: Curves;
  fresh: Curves;
  nodes: Float64Array;
  weights: Float64Array;
  start: Alignment;
}): Alignment {
  const { base, nodes } = input;
  const targets = Array.from(nodes, base);
  let at = input.start;
  let system = buildSystem(input, targets, at);
  let damping = 1e-3;
  for (let round = 0; round < ROUNDS; round++) {
    const step = solve(system, damping);
    const next = { A: at.A + step.A, B: at.B + step.B };
    const tried = next.A > 0 ? buildSystem(input, targets, next) : undefined;
    const better = tried !== undefined && tried.loss <= system.loss;
    const small = Math.max(Math.abs(step.A), Math.abs(step.B)) < 1e-10;
    if (better) [at, system] = [next, tried];
    if (small && Number.isFinite(at.A) && Number.isFinite(at.B)) return at;
    damping = better ? damping / 10 : damping * 10;
  }
  throw new RangeError('the two sets of parameters cannot be linked: no minimum was found');
}

/** Normal equations of one step: JᵀJ (aa, ab, bb), Jᵀr (ra, rb) and the loss. */
interface System {
  aa: number;
  ab: number;
  bb: number;
  ra: number;
  rb: number;
  loss: number;
}

function buildSystem(
  { fresh, nodes, weights }: { fresh: Curves; nodes: Float64Array; weights: Float64Array },
  targets: Float64Array[],
  { A, B }: Alignment,
): System {
  const system = { aa: 0, ab: 0, bb: 0, ra: 0, rb: 0, loss: 0 };
  for (const [q, target] of targets.entries()) {
    const theta = ((nodes[q] as number) - B) / A;
    const weight = weights[q] as number;
    const here = fresh(theta);
    const above = fresh(theta + STEP);
    const below = fresh(theta - STEP);
    for (const [j, goal] of target.entries()) {
      const residual = goal - (here[j] as number);
      const slope = ((above[j] as number) - (below[j] as number)) / (2 * STEP);
      // −∂residual/∂(A, B): fresh moves by slope·∂θ, with ∂θ/∂A = −θ/A and ∂θ/∂B = −1/A.
      const byA = (-slope * theta) / A;
      const byB = -slope / A;
      system.aa += weight * byA * byA;
      system.ab += weight * byA * byB;
      system.bb += weight * byB * byB;
      system.ra += weight * byA * residual;
      system.rb += weight * byB * residual;
      system.loss += weight * residual * residual;
    }
  }
  return system;
}

function solve({ aa, ab, bb, ra, rb }: System, damping: number): Alignment {
  const first = aa * (1 + damping);
  const last = bb * (1 + damping);
  const determinant = first * last - ab * ab;
  return { A: (last * ra - ab * rb) / determinant, B: (first * rb - ab * ra) / determinant };
}
