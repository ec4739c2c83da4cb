/**
 * Where nodes pull images from, in place of the registries of their makers.
 * @minProperties 1
 */
export interface RegistryConfig {
  /** The registry that has copies, such as ml.azurecr.io or ml.azurecr.io/mirror; it takes the place of each image's own host. */
  readonly mirror?: string;
  /**
   * Names of registry secrets, one of each in every namespace with pods; none where nodes may pull by themselves, as with az aks update --attach-acr.
   * @minItems 1
   */
  readonly imagePullSecrets?: readonly string[];
}
