/** The program, for a bibliography. */
export const programBibtex = (version: string): string => `@software{reluscope,
  title   = {{ReLUscope}: gradient descent on two-layer {ReLU} networks, live},
  author  = {{The ReLUscope authors}},
  version = {${version}},
  year    = {2026}
}
`;

/** The papers whose dynamics are shown, for a bibliography. */
export const bibtex = `@inproceedings{boursier2022gradient,
  title         = {Gradient flow dynamics of shallow {ReLU} networks for square loss and orthogonal inputs},
  author        = {Boursier, Etienne and Pillaud-Vivien, Loucas and Flammarion, Nicolas},
  booktitle     = {Advances in Neural Information Processing Systems},
  volume        = {35},
  year          = {2022},
  eprint        = {2206.00939},
  archivePrefix = {arXiv}
}

@article{boursier2025early,
  title         = {Early Alignment in Two-Layer Networks Training is a Two-Edged Sword},
  author        = {Boursier, Etienne and Flammarion, Nicolas},
  journal       = {Journal of Machine Learning Research},
  volume        = {26},
  year          = {2025},
  url           = {https://www.jmlr.org/papers/v26/24-1523.html},
  eprint        = {2401.10791},
  archivePrefix = {arXiv}
}
`;
