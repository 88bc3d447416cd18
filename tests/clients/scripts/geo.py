"""geopandas on pyogrio on GDAL's OAPIF driver."""

import json
import os

import geopandas
import pyogrio

# GDAL's driver sends headers of its own, and then none of GDAL_HTTP_HEADERS.
pyogrio.set_gdal_config_options(
    {"GDAL_HTTP_AUTH": "BEARER", "GDAL_HTTP_BEARER": os.environ["KEY"], "OGR_OAPIF_PAGE_SIZE": "10"}
)
address = f"OAPIF:{os.environ['SERVER']}/ogc"
everything = geopandas.read_file(address, layer="incidents", engine="pyogrio")
print(
    json.dumps(
        {
            "all": len(everything),
            "in_box": len(geopandas.read_file(address, layer="incidents", bbox=(-7, 14, -6, 14.8))),
            "outside": len(geopandas.read_file(address, layer="incidents", bbox=(10, 10, 11, 11))),
            "crs": everything.crs.to_epsg(),
            "killed": int(everything["killed_best"].iloc[0]),
        }
    )
)
