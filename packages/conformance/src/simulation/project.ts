/** The one project of the simulation. */
export const project = "simulated";
