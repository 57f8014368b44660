"""Small files of each kind, built byte by byte for the extraction tests."""

import base64
import io
import zipfile
import zlib

WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
ALTERNATIVE = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def paragraph(*runs):
    return f"<w:p>{''.join(runs)}</w:p>"


def run(text):
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def inserted(text):
    return f'<w:ins w:id="1" w:author="a">{run(text)}</w:ins>'


def deleted(text):
    return f'<w:del w:id="2" w:author="a"><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def docx(body, **parts):
    """A Word document with this body and these further parts (footnotes, header1)."""
    document = f"<w:document {WORD} {ALTERNATIVE}><w:body>{body}</w:body></w:document>"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        for name, content in parts.items():
            archive.writestr(
                f"word/{name}.xml", f"<w:{name.rstrip('0123456789')} {WORD}>{content}</w:{name.rstrip('0123456789')}>"
            )
    return stream.getvalue()


_DESCENDANT = (
    b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Paper /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity)"
    b" /Supplement 0 >> /DW 500 /FontDescriptor 5 0 R >>"
)
_DESCRIPTOR = (
    b"<< /Type /FontDescriptor /FontName /Paper /Flags 4 /FontBBox [0 0 1000 1000] /ItalicAngle 0 /Ascent 800"
    b" /Descent -200 /CapHeight 700 /StemV 80 >>"
)


def pdf(*pages):
    """A pdf with one line of text a page; an empty text makes a page without text.

    Glyph n is the nth different letter, and a ToUnicode map leads back to it, as in every pdf that Word prints.
    """
    letters = sorted({letter for page in pages for letter in page}) or [" "]
    glyphs = {letter: n for n, letter in enumerate(letters, start=1)}
    mapping = "\n".join(f"<{n:04x}> <{letter.encode('utf-16-be').hex()}>" for letter, n in glyphs.items())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {len(pages)} /Kids [{' '.join(f'{7 + 2 * i} 0 R' for i in range(len(pages)))}] >>".encode(),
        b"<< /Type /Font /Subtype /Type0 /BaseFont /Paper /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 6 0 R >>",
        _DESCENDANT,
        _DESCRIPTOR,
        _stream(
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Paper def\n"
            "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
            f"{len(glyphs)} beginbfchar\n{mapping}\nendbfchar\nendcmap end end"
        ),
    ]
    for i, page in enumerate(pages):
        shown = "".join(f"{glyphs[letter]:04x}" for letter in page)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {8 + 2 * i} 0 R"
            f" /Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        objects.append(_stream(f"BT /F1 12 Tf 50 800 Td <{shown}> Tj ET" if page else "0 0 m"))
    return _file(objects)


def _stream(content):
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream".encode()


def _file(objects):
    out, offsets = bytearray(b"%PDF-1.7\n"), []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode()
    out += b"".join(f"{offset:010d} 00000 n \n".encode() for offset in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def locked_pdf():
    """A pdf whose password is «secret»."""
    return zlib.decompress(base64.b85decode("".join(_LOCKED.split())))


_LOCKED = """
c-oCsdu$X%97Y=}u7=QmYOxx|*a`v5?(ELK$hF$`xb%WpdRHC^v^cvvdp&ITF1uUpHNGH?iloJ0L8B%Hq^)AHq=>{QLLg0iKngYz
B1J@kP))(KDmGN(>|JRuy(W5lx$Jzu*Eiq%=68iF{edF5L|_Vky3{|wK)`{RwvqAq7`8eQCx9)-F0PM77<MI&5C`zoA;grFFvK!E
M?NDU>Bq3;u|~@UkYSfc4F{|Pf)@yC(n5t9L%l*ap`oct><VH;aapX1rr_u!sv=MjPZQA!mP;KSfKr|z;=~$los#r22B<al0)cpo
bm}`%AEniQoLCXJ4oHG$cU+s`2Ij`6S(i_U4|flb2;K9C<h$RwtS;<$tRk>z`#)JN1HLCORsNV;ZH{i}Yid0+`v$Jrv|!X38lU^z
LLs}VX<n^YW+Kx>K`~>)9!Z7`H)?Kj>46->mSKk^=~F4<#AeuKmL4;rRs^s?gYG!$CW<N;)=wOrX2zE5IeQvQ6B@JCu~k--#t@)P
J1^<KIFtwd9^%>f8K_WmIN`XYA!wPgq`n~%iPC*0fKNlFtm%qkiX{wNX&c1$IQul6!jggr!V(rWT;f%W$LmRhcg&nej`gnrBFCjp
&D)n9jk_@$$kW)%GqRrwNF{gzH;_rffqERFEt0a7O*InaxQQRCSCIC2R4=t6^@I{)OFdy-pm>Z@D!ZVF_g3XNUO}RfIv2>^GE9Y7
P5sg+Dw$oyD{@*}m1T#=H@#G~yTBYf^>WLxEr+a@4xg~?=f4+ZJ>>+#AGOu?eB1MzyKZ<-U;fb1;-c0!Ed8_MuPS<fANjz4`{EV5
`SbJggU7cGuUUGk^4G*25$BnKw^7bk(lfYg>uI-t{n(+dPaf>LC)_rU3xc^1y#gv8k>>NE&esl)Hec_%>+t&*io)OY|M0r;;kEno
tNv2%ymIc*vlpP-J!|&z{TKHyy1MlA`4`*sUfA4J``(GHnw?i4$a!n+*R{I<UVn4X(O&7heeZU4esR6``+_4`SNsQ?f7!TY=kd;i
=S~j($#v9y*}kE5?ZC~=d&N1k&VFv(tIc};wl_=1kBmH9H#BEBZ^?l+Jtwzt-`=Ok^0L{%`;Ku3K0b5p<n|qlU(LSQUi`=0%xj~j
DY_carVIgLQd`I?bYcL+t4Nh(UZv(hwB98)pofF$?XV5ni@?Vbk*8J>3j`5GM!KMzSl5UtLWpGn>xk&QW+;+q=!Re*iI*jaR48N3
G-QHkkFEkfLa?IhqJcOWO0p(EC~*?z4VgoNqzZ&rG!qe#mXJjSBPbz`qie}DP0T?~NgqE=HZd8m1sQJg10+!tL|}qR4AP;Iv{+M^
gfcM53mF(M!VFB9A(jf4fk{dxrXY1X2B9KPVXlp%_4Lkp2NjMs6K`*9C>EoC1E~oe^wZ1dBS_<PiI+6RgrbTSUQtbfD4NJg9Gw-g
<o~$TB&VXCh`T_&H6$Dt+ip@;h&Y}pEL>I@VEzType@n
"""
