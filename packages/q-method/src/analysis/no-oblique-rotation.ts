/** An oblique rotation that the loadings do not allow: a finding about the data, for whoever tries many data sets. */
export class NoObliqueRotation extends RangeError {
  override readonly name = "NoObliqueRotation";
}
